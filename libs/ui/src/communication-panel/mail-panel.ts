import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, effect, type ElementRef, inject, output, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatDividerModule } from '@angular/material/divider';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { debounceTime, map } from 'rxjs';
import { AddAccount } from '../add-account/add-account';
import { EmptyState } from '../components/empty-state';
import { ProblemNote } from '../components/problem-note';
import { AccountStore } from '../data-access/account-store';
import { type EmailFilter, everyEmail } from '../data-access/emails-api';
import { Mailroom } from '../data-access/mailroom';
import { AccountSwitch } from './account-switch';
import { EmailBrowser } from './email-browser';
import { FolderSwitch } from './folder-switch';
import { MailboxProgress } from './mailbox-progress';
import { MissingNote } from './missing-note';
import { OutboxStrip } from './outbox-strip';
import { PanelOffline } from './panel-offline';
import { fieldsInUse, noFields, type SearchFields, SearchOptions } from './search-options';
import { ShortcutsHelp } from './shortcuts-help';

/** What the communication panel is made of: the user's mailboxes, what is looked for in them, and the emails. */
@Component({
  selector: 'mailroom-mail-panel',
  imports: [
    AccountSwitch,
    EmailBrowser,
    EmptyState,
    FolderSwitch,
    MailboxProgress,
    MissingNote,
    PanelOffline,
    SearchOptions,
    MatButtonModule,
    MatDividerModule,
    MatIconModule,
    MatMenuModule,
    MatTooltipModule,
    NgTemplateOutlet,
    OutboxStrip,
    ProblemNote,
    ReactiveFormsModule,
    RouterLink,
  ],
  templateUrl: './mail-panel.html',
  styleUrl: './mail-panel.scss',
  host: { '[class.with-detail]': 'browser()?.hasDetail()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MailPanel {
  /** The unread emails of all the user's accounts: for a badge on what opens the panel. */
  readonly unreadCountChange = output<number>();
  /** The user has gone to a page of the host: a panel on the whole screen should make room. */
  readonly navigated = output();

  protected readonly store = inject(AccountStore);
  protected readonly addAccount = inject(AddAccount);
  protected readonly settingsPath = inject(Mailroom).paths.emailAccounts;
  private readonly dialog = inject(MatDialog);
  protected readonly browser = viewChild(EmailBrowser);
  private readonly searchBox = viewChild<ElementRef<HTMLInputElement>>('searchBox');

  protected readonly accountId = signal<string | null>(null);
  protected readonly folderId = signal<string | null>(null);
  protected readonly unread = signal(false);
  protected readonly searchFields = signal<SearchFields>(noFields);
  protected readonly search = new FormControl('', { nonNullable: true });
  private readonly q = toSignal(
    this.search.valueChanges.pipe(
      debounceTime(250),
      map((text) => text.trim()),
    ),
    { initialValue: '' },
  );

  protected readonly filter = computed<EmailFilter>(
    () => ({
      ...everyEmail,
      ...{ accountId: this.accountId(), folderId: this.folderId(), q: this.q(), unread: this.unread() },
      ...this.searchFields(),
    }),
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly searched = computed(() => this.q() !== '' || fieldsInUse(this.searchFields()) > 0);
  protected readonly narrowed = computed(() => this.searched() || this.unread() || this.folderId() !== null);
  /** The chosen account, or all. */
  protected readonly shown = computed(() =>
    (this.store.accounts() ?? []).filter(({ id }) => this.accountId() === null || id === this.accountId()),
  );
  protected readonly maySend = computed(() => this.shown().some(({ send }) => send));
  protected readonly onlySends = computed(() => this.shown().every(({ send, receive }) => send && !receive));
  private readonly unreadCount = computed(() => (this.store.accounts() ?? []).reduce((sum, { unreadCount }) => sum + unreadCount, 0));
  /** Folders can be chosen within one account that has some. */
  protected readonly folderAccountId = computed(() => {
    const accounts = this.store.accounts() ?? [];
    const one = accounts.length === 1 ? accounts[0] : accounts.find(({ id }) => id === this.accountId());
    return one && (one.receive || one.importedCount > 0) ? one.id : null;
  });

  /** Of the chosen account; of the first where none is chosen. */
  protected readonly ledgerPath = computed(() => {
    const [account] = this.shown();
    return account ? [this.settingsPath, account.id, 'not-imported'] : this.settingsPath;
  });

  constructor() {
    void this.store.load();
    effect(() => {
      this.unreadCountChange.emit(this.unreadCount());
    });
    effect(() => {
      const chosen = this.accountId();
      const accounts = this.store.accounts();
      if (chosen !== null && accounts && !accounts.some(({ id }) => id === chosen)) this.chooseAccount(null);
    });
  }

  protected chooseAccount(id: string | null): void {
    this.accountId.set(id);
    this.folderId.set(null);
  }

  protected focusSearch(): void {
    this.searchBox()?.nativeElement.focus();
  }

  protected showAll(): void {
    this.search.setValue('');
    this.searchFields.set(noFields);
    this.unread.set(false);
    this.folderId.set(null);
  }

  protected showShortcuts(): void {
    this.dialog.open(ShortcutsHelp, { width: '420px' });
  }
}
