import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, type OnInit, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { type Folder, type FolderSelection, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { Confirm } from '../../components/confirm';
import { LoadingNote } from '../../components/loading-note';
import { ProblemNote } from '../../components/problem-note';
import { AccountsApi } from '../../data-access/accounts-api';
import { problemOf } from '../../data-access/problem-of';
import { formatCount } from '../../i18n/numbers';
import { folderIds, type FolderNode, folderTree } from './folder-tree';

/** Which of a mailbox's folders are imported: a tree of checkboxes. */
@Component({
  selector: 'mailroom-folder-choice',
  imports: [LoadingNote, MatButton, MatCheckbox, NgTemplateOutlet, ProblemNote],
  templateUrl: './folder-choice.html',
  styleUrl: './folder-choice.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FolderChoice implements OnInit {
  private readonly api = inject(AccountsApi);
  private readonly confirm = inject(Confirm);

  readonly accountId = input.required<string>();

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
  protected readonly formatCount = formatCount;

  ngOnInit(): void {
    void this.load();
  }

  /** Asks before folders that are no longer chosen take their emails with them. */
  async mayRemove(): Promise<boolean> {
    const dropped = new Set(this.changes().flatMap(({ id, selected }) => (selected ? [] : [id])));
    const lost = (this.folders() ?? []).filter(({ id, messageCount }) => dropped.has(id) && messageCount > 0);
    if (lost.length === 0) return true;
    return this.confirm.ask({
      title: $localize`:@@mailroom.folders.loss.title:Remove emails from the CRM?`,
      message: $localize`:@@mailroom.folders.loss.message:The emails of the folders that you no longer import are removed from the CRM, also beside your contacts. In the mailbox they stay as they are, and come back when you choose the folder again.`,
      points: lost.map(
        ({ path, messageCount }) => $localize`:@@mailroom.folders.loss.folder:${path}:folder:: ${formatCount(messageCount)}:count: emails`,
      ),
      action: $localize`:@@mailroom.folders.loss.action:Remove emails`,
      close: $localize`:@@mailroom.cancel:Cancel`,
      destructive: true,
    });
  }

  /** Rejects with the call's error. */
  async save(): Promise<void> {
    const items = this.changes();
    if (items.length === 0) return;
    await firstValueFrom(this.api.selectFolders(this.accountId(), { items }));
    this.folders.update((folders) => folders?.map((folder) => ({ ...folder, selected: this.isSelected(folder) })) ?? null);
  }

  protected isSelected({ id, selected }: Folder): boolean {
    return this.changed().get(id) ?? selected;
  }

  /** Choosing a folder chooses what is below it, too; from there each can be changed by itself. */
  protected choose(node: FolderNode, selected: boolean): void {
    this.changed.update((changed) => new Map([...changed, ...folderIds(node).map((id) => [id, selected] as const)]));
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.folders.set(await firstValueFrom(this.api.folders(this.accountId())));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
