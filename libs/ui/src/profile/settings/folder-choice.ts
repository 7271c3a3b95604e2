import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, type OnInit, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { type Account, type Folder, type FolderSelection, type KeepOrRemove, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/skeleton';
import { AccountsApi } from '../../data-access/accounts-api';
import { problemOf } from '../../data-access/problem-of';
import { formatCount } from '../../i18n/numbers';
import { folderIds, type FolderNode, folderTree } from './folder-tree';
import { allowedFolders } from './policy-limits';

/** Which of a mailbox's folders are imported: a tree of checkboxes. */
@Component({
  selector: 'mailroom-folder-choice',
  imports: [MatButton, MatCheckbox, NgTemplateOutlet, ProblemNote, Skeleton],
  templateUrl: './folder-choice.html',
  styleUrl: './folder-choice.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FolderChoice implements OnInit {
  private readonly api = inject(AccountsApi);

  readonly account = input.required<Account>();

  private readonly folders = signal<Folder[] | null>(null);
  private readonly changed = signal<ReadonlyMap<string, boolean>>(new Map());
  protected readonly problem = signal<Problem | null>(null);

  /** The folders whose choice differs from what is stored. */
  readonly changes = computed<FolderSelection['items']>(() =>
    (this.folders() ?? [])
      .filter((folder) => this.isSelected(folder) !== folder.selected)
      .map((folder) => ({ id: folder.id, selected: this.isSelected(folder) })),
  );
  protected readonly tree = computed(() => {
    const folders = this.folders();
    return folders && folderTree(folders);
  });
  protected readonly summary = computed(() => {
    const chosen = (this.folders() ?? []).filter((folder) => this.isSelected(folder));
    const emails = chosen.reduce((sum, { messageCount }) => sum + messageCount, 0);
    return $localize`:@@mailroom.folders.summary:${formatCount(chosen.length)}:folders: folders with ${formatCount(emails)}:emails: emails are imported`;
  });
  /** Those that may be chosen: all, unless the organisation says otherwise. */
  private readonly allowed = computed(() => {
    const { policy } = this.account();
    const folders = this.folders() ?? [];
    if (!policy) return new Set(folders.map(({ id }) => id));
    return allowedFolders(folders, policy);
  });
  protected readonly isFixed = computed(() => this.account().policy?.usersMayTighten === false);
  protected readonly leavesOut = computed(() => this.account().policy !== null && this.allowed().size < (this.folders() ?? []).length);
  protected readonly formatCount = formatCount;

  ngOnInit(): void {
    void this.load();
  }

  /** What would not be imported any more: the emails of folders that are no longer chosen. */
  dropped(): string[] {
    const dropped = new Set(this.changes().flatMap(({ id, selected }) => (selected ? [] : [id])));
    return (this.folders() ?? [])
      .filter(({ id, messageCount }) => dropped.has(id) && messageCount > 0)
      .map(
        ({ path, messageCount }) => $localize`:@@mailroom.folders.loss.folder:${path}:folder:: ${formatCount(messageCount)}:count: emails`,
      );
  }

  /** Rejects with the call's error. */
  async save(whenDeselected: KeepOrRemove): Promise<void> {
    const items = this.changes();
    if (items.length === 0) return;
    await firstValueFrom(this.api.selectFolders(this.account().id, { items, whenDeselected }));
    this.folders.update((folders) => folders?.map((folder) => ({ ...folder, selected: this.isSelected(folder) })) ?? null);
  }

  protected isSelected({ id, selected }: Folder): boolean {
    return this.changed().get(id) ?? selected;
  }

  /** Choosing a folder chooses what is below it, too; from there each can be changed by itself. */
  protected choose(node: FolderNode, selected: boolean): void {
    const ids = folderIds(node).filter((id) => !selected || this.allowed().has(id));
    this.changed.update((changed) => new Map([...changed, ...ids.map((id) => [id, selected] as const)]));
  }

  protected mayChange(folder: Folder): boolean {
    return !this.isFixed() && this.allowed().has(folder.id);
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.folders.set(await firstValueFrom(this.api.folders(this.account().id)));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
