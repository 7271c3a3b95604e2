import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  LOCALE_ID,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Email, type EmailListItem } from '@mailroom/contract';
import { LoadingNote } from '../components/loading-note';
import { ProblemNote } from '../components/problem-note';
import { AccountStore } from '../data-access/account-store';
import { type EmailFilter } from '../data-access/emails-api';
import { mailboxAddress } from '../data-access/mailbox-address';
import { problemOf } from '../data-access/problem-of';
import { answer, type AnswerKind } from './composer/answer';
import { Composer } from './composer/composer';
import { nobody } from './composer/draft';
import { DraftStore } from './composer/draft-store';
import { signed } from './composer/signature';
import { EmailList } from './list/email-list';
import { EmailListStore } from './list/email-list-store';
import { ReadingPane } from './reading/reading-pane';
import { ReadingStore } from './reading/reading-store';
import { type Shortcut, shortcutOf } from './shortcuts';
import { ShortcutsHelp } from './shortcuts-help';

/** A list of emails with what is read or written beside it, or in its place where there is no room for both. */
@Component({
  selector: 'mailroom-email-browser',
  imports: [Composer, EmailList, LoadingNote, MatButtonModule, MatIconModule, ProblemNote, ReadingPane],
  providers: [EmailListStore, ReadingStore],
  templateUrl: './email-browser.html',
  styleUrl: './email-browser.scss',
  host: { '(keydown)': 'press($event)', '[class.with-detail]': 'hasDetail()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmailBrowser {
  readonly filter = input.required<EmailFilter>();
  readonly searchWanted = output();
  /** A page of the host was chosen. */
  readonly left = output();

  protected readonly list = inject(EmailListStore);
  protected readonly reading = inject(ReadingStore);
  private readonly accounts = inject(AccountStore).accounts;
  private readonly drafts = inject(DraftStore);
  private readonly dialog = inject(MatDialog);
  private readonly snackBar = inject(MatSnackBar);
  private readonly injector = inject(Injector);
  private readonly locale = inject(LOCALE_ID);
  private readonly listView = viewChild(EmailList);
  private readonly readingPane = viewChild(ReadingPane);
  private readonly composer = viewChild(Composer);

  protected readonly activeId = signal<string | null>(null);
  private readonly draftId = signal<string | null>(null);
  /** The draft that is being written; it ends when the message is sent from elsewhere. */
  readonly composing = computed(() => this.drafts.drafts().find(({ id }) => id === this.draftId())?.id ?? null);
  /** Whether something is being read or written. */
  readonly hasDetail = computed(() => this.composing() !== null || this.reading.openId() !== null);

  constructor() {
    effect(() => {
      const filter = this.filter();
      untracked(() => {
        this.list.show(filter);
      });
    });
  }

  /** Begins a message of the account, or else of the user's default. */
  write(accountId: string | null): void {
    const senders = this.accounts()?.filter(({ send }) => send) ?? [];
    const sender = senders.find(({ id }) => id === accountId) ?? senders.find(({ isDefault }) => isDefault) ?? senders[0];
    if (!sender) return;
    const content = {
      to: nobody,
      cc: nobody,
      bcc: nobody,
      subject: '',
      text: signed(sender.signature),
      inReplyToEmailId: null,
      attachments: [],
    };
    this.compose(this.drafts.create({ ...content, kind: 'new', accountId: sender.id }).id);
  }

  compose(draftId: string): void {
    const last = this.drafts.get(this.composing() ?? '');
    if (last?.revision === 0 && last.id !== draftId) this.drafts.remove(last.id);
    this.draftId.set(draftId);
  }

  protected open({ id, isRead }: EmailListItem): void {
    this.activeId.set(id);
    this.reading.open(id);
    if (!isRead) void this.setRead(id, true);
    // Beside the list the focus stays in it; in its place the focus moves on, so that keys go on working.
    this.afterRender(() => {
      const list = this.listView();
      if (list?.holdsFocus()) list.focus();
      else this.readingPane()?.focus();
    });
  }

  protected close(): void {
    this.reading.close();
    this.focusList();
  }

  protected focusList(): void {
    this.afterRender(() => {
      this.listView()?.focus();
    });
  }

  protected answer(kind: AnswerKind, email: Email): void {
    const account = this.accounts()?.find(({ id }) => id === email.accountId);
    if (!account?.send) return;
    const own = { address: mailboxAddress(account), signature: account.signature };
    const format = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.compose(this.drafts.create(answer(kind, email, own, (iso) => format.format(new Date(iso)))).id);
  }

  protected async setRead(id: string, isRead: boolean): Promise<void> {
    this.list.setRead(id, isRead);
    try {
      await this.reading.setRead(id, isRead);
    } catch (error) {
      this.list.setRead(id, !isRead);
      this.snackBar.open(problemOf(error).detail, undefined, { duration: 6_000 });
    }
  }

  protected finishWriting(): void {
    this.draftId.set(null);
    this.focusList();
  }

  protected press(event: KeyboardEvent): void {
    const shortcut = shortcutOf(event);
    if (shortcut === null || !this.run(shortcut)) return;
    event.preventDefault();
    // A dialog that it opened must not take the same key as its own.
    event.stopPropagation();
  }

  /** Whether there was something to do. */
  private run(shortcut: Shortcut): boolean {
    switch (shortcut) {
      case 'next':
        return this.step(1);
      case 'previous':
        return this.step(-1);
      case 'open':
        return this.openActive();
      case 'back':
        return this.back();
      case 'search':
        this.searchWanted.emit();
        return true;
      case 'newMessage':
        this.write(this.filter().accountId);
        return true;
      case 'help':
        this.dialog.open(ShortcutsHelp, { width: '420px' });
        return true;
      case 'markUnread':
        return this.withOpenEmail(({ id }) => void this.setRead(id, false));
      case 'reply':
      case 'replyAll':
      case 'forward':
        return this.withOpenEmail((email) => {
          this.answer(shortcut, email);
        });
    }
  }

  private step(by: 1 | -1): boolean {
    const emails = this.list.emails();
    const at = emails.findIndex(({ id }) => id === this.activeId());
    const next = emails[at < 0 ? 0 : at + by];
    if (!next || this.composing() !== null) return false;
    this.activeId.set(next.id);
    this.listView()?.reveal(next.id);
    if (this.reading.openId() !== null) this.open(next);
    return true;
  }

  private openActive(): boolean {
    const email = this.list.emails().find(({ id }) => id === this.activeId());
    if (email) this.open(email);
    return email !== undefined;
  }

  private back(): boolean {
    const composer = this.composer();
    if (composer) void composer.close();
    else if (this.reading.openId() !== null) this.close();
    else return false;
    return true;
  }

  private withOpenEmail(run: (email: Email) => void): boolean {
    const email = this.reading.email();
    if (email === null || this.composing() !== null) return false;
    run(email);
    return true;
  }

  private afterRender(run: () => void): void {
    afterNextRender(run, { injector: this.injector });
  }
}
