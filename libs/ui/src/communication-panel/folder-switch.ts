import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { type Folder, type FolderRole } from '@mailroom/contract';
import { AccountsApi } from '../data-access/accounts-api';
import { type MailroomIcon } from '../icons/icons';

const icons: Partial<Record<FolderRole, MailroomIcon>> = {
  inbox: 'inbox',
  sent: 'send',
  drafts: 'draft',
  trash: 'delete',
  junk: 'junk',
  archive: 'archive',
};

/** Chooses one of an account's imported folders, or all (`null`). */
@Component({
  selector: 'mailroom-folder-switch',
  imports: [MatButtonModule, MatIconModule, MatMenuModule, MatTooltipModule],
  template: `
    <button
      matIconButton
      type="button"
      [class.narrowed]="folderId() !== null"
      [matMenuTriggerFor]="menu"
      [attr.aria-label]="label()"
      [matTooltip]="name()"
    >
      <mat-icon svgIcon="mailroom:folder" />
    </button>
    <mat-menu #menu>
      <ng-template matMenuContent>
        <button
          mat-menu-item
          type="button"
          role="menuitemradio"
          [class.chosen]="folderId() === null"
          [attr.aria-checked]="folderId() === null"
          (click)="folderId.set(null)"
        >
          <mat-icon svgIcon="mailroom:mail" />
          <span i18n="@@mailroom.panel.folders.all">All folders</span>
        </button>
        @for (folder of folders(); track folder.id) {
          <button
            mat-menu-item
            type="button"
            role="menuitemradio"
            [class.chosen]="folderId() === folder.id"
            [attr.aria-checked]="folderId() === folder.id"
            (click)="folderId.set(folder.id)"
          >
            <mat-icon [svgIcon]="icon(folder)" />
            <span>{{ folder.path }}</span>
          </button>
        }
      </ng-template>
    </mat-menu>
  `,
  styles: `
    .narrowed {
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    .chosen {
      background: var(--mat-sys-secondary-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FolderSwitch {
  readonly accountId = input.required<string>();
  readonly folderId = model.required<string | null>();

  private readonly api = inject(AccountsApi);
  private readonly resource = rxResource({ params: () => this.accountId(), stream: ({ params }) => this.api.folders(params) });
  protected readonly folders = computed<Folder[]>(() =>
    this.resource.hasValue() ? this.resource.value().filter(({ selected }) => selected) : [],
  );
  protected readonly name = computed(
    () => this.folders().find(({ id }) => id === this.folderId())?.path ?? $localize`:@@mailroom.panel.folders.all:All folders`,
  );
  protected readonly label = computed(() => $localize`:@@mailroom.panel.folders.label:Folder: ${this.name()}:folder:`);

  protected icon({ role }: Folder): string {
    return `mailroom:${(role && icons[role]) ?? 'folder'}`;
  }
}
