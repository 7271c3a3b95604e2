import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  LOCALE_ID,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Email, type EmailListItem } from '@mailroom/contract';
import { ProblemNote } from '../components/problem-note';
import { AccountStore } from '../data-access/account-store';
import { type EmailFilter } from '../data-access/emails-api';
import { mailboxAddress } from '../data-access/mailbox-address';
import { problemOf } from '../data-access/problem-of';
import { answer, type AnswerKind } from './composer/answer';
import { Composer } from './composer/composer';
import { isUntouched, nobody } from './composer/draft';
import { DraftFiles } from './composer/draft-files';
import { DraftStore } from './composer/draft-store';
import { signed } from './composer/signature';
import { EmailList } from './list/email-list';
import { EmailListStore } from './list/email-list-store';
import { EmailSelection } from './list/email-selection';
import { ListSkeleton } from './list/list-skeleton';
import { neighbour } from './list/neighbour';
import { SelectionBar } from './list/selection-bar';
import { SenderBlocking } from './sender-blocking';
import { EmailCache } from './reading/email-cache';
import { MessageSkeleton } from './reading/message-skeleton';
import { ReadingPane } from './reading/reading-pane';
import { ReadingStore } from './reading/reading-store';
import { type Shortcut, shortcutOf } from './shortcuts';
import { ShortcutsHelp } from './shortcuts-help';

/** What is written, as far as the browser of emails knows it. */
interface Closable {
  close(): void;
}

/** A list of emails with what is read or written beside it, or in its place where there is no room for both. */
@Component({
  selector: 'mailroom-email-browser',
  imports: [Composer, EmailList, ListSkeleton, MatButtonModule, MatIconModule, MessageSkeleton, ProblemNote, ReadingPane, SelectionBar],
  providers: [EmailCache, EmailListStore, EmailSelection, ReadingStore],
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
  protected readonly selection = inject(EmailSelection);
  protected readonly blocking = inject(SenderBlocking);
  private readonly files = inject(DraftFiles);
  private readonly accounts = inject(AccountStore).accounts;
  private readonly drafts = inject(DraftStore);
  private readonly dialog = inject(MatDialog);
  private readonly snackBar = inject(MatSnackBar);
  private readonly injector = inject(Injector);
  private readonly locale = inject(LOCALE_ID);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly detail = viewChild.required<ElementRef<HTMLElement>>('detail');
  private readonly listView = viewChild(EmailList);
  private readonly readingPane = viewChild(ReadingPane);
  // By name: whoever names the class here loads it with the list.
  private readonly composer = viewChild<Closable>('composer');

  protected readonly activeId = signal<string | null>(null);
  /** Where the highlighted email is in the list, or was when it left it. */
  private lastAt = 0;
  private readonly draftId = signal<string | null>(null);
  /** The draft that is being written; it ends when the message is sent from elsewhere. */
  readonly composing = computed(() => this.drafts.drafts().find(({ id }) => id === this.draftId())?.id ?? null);
  /** Whether something is being read or written. */
  readonly hasDetail = computed(() => this.composing() !== null || this.reading.openId() !== null);

  constructor() {
    this.reading.gone.pipe(takeUntilDestroyed()).subscribe(() => {
      if (this.readingPane()?.holdsFocus()) this.focusList();
    });
    effect(() => {
      const at = this.list.emails().findIndex(({ id }) => id === this.activeId());
      if (at >= 0) this.lastAt = at;
    });
    effect(() => {
      const filter = this.filter();
      untracked(() => {
        this.lastAt = 0;
        this.selection.clear();
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
      html: signed(sender.signature),
      emailId: null,
      quoteHeading: null,
    };
    this.compose(this.drafts.create({ ...content, kind: 'new', accountId: sender.id }).id);
  }

  compose(draftId: string): void {
    const last = this.drafts.get(this.composing() ?? '');
    if (last && isUntouched(last) && last.id !== draftId) this.drafts.remove(last.id);
    this.draftId.set(draftId);
  }

  protected open({ id, isRead }: EmailListItem): void {
    this.activeId.set(id);
    this.reading.open(id);
    if (!isRead) void this.setRead(id, true);
    // Beside the list the focus stays in it; in its place the focus moves on, so that keys go on working.
    this.afterRender(() => {
      const list = this.listView();
      if (list?.holdsFocus() && this.isSideBySide()) list.focus();
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
    const { id } = this.drafts.create(answer(kind, email, own, (iso) => format.format(new Date(iso))));
    this.compose(id);
    if (kind === 'forward' && email.attachments.some(({ isInline }) => !isInline)) void this.files.copy(id, email.id);
  }

  protected async setRead(id: string, isRead: boolean): Promise<void> {
    const ids = new Set([id]);
    this.list.setRead(ids, isRead);
    try {
      await this.reading.setRead(id, isRead);
    } catch (error) {
      this.list.setRead(ids, !isRead);
      this.snackBar.open(problemOf(error).detail, undefined, { duration: 6_000 });
    }
  }

  protected async setMarkedRead(isRead: boolean): Promise<void> {
    const marked = this.list.emails().filter((email) => this.selection.ids().has(email.id) && email.isRead !== isRead);
    this.selection.clear();
    this.focusList();
    await Promise.all(marked.map(({ id }) => this.setRead(id, isRead)));
  }

  protected mark(email: EmailListItem, range: boolean): void {
    this.activeId.set(email.id);
    if (range) this.selection.extendTo(email.id, this.list.emails());
    else this.selection.toggle(email.id);
    this.listView()?.focus();
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
        return this.setActiveRead(false);
      case 'markRead':
        return this.setActiveRead(true);
      case 'mark':
        return this.withActive((email) => {
          this.mark(email, false);
        });
      case 'markAll':
        this.selection.selectAll(this.list.emails());
        return true;
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
    const next = neighbour(emails, this.activeId(), this.lastAt, by);
    if (!next || this.composing() !== null) return false;
    this.activeId.set(next.id);
    this.listView()?.reveal(next.id);
    const afterNext = emails[emails.indexOf(next) + by];
    if (this.reading.openId() !== null) this.open(next);
    else this.reading.prefetch(next.id);
    if (afterNext) this.reading.prefetch(afterNext.id);
    return true;
  }

  private openActive(): boolean {
    return this.withActive((email) => {
      this.open(email);
    });
  }

  private back(): boolean {
    const composer = this.composer();
    if (composer) composer.close();
    else if (this.selection.count() > 0) this.selection.clear();
    else if (this.reading.openId() !== null) this.close();
    else return false;
    return true;
  }

  /** The marked emails, or else the one that the keys have come to. */
  private setActiveRead(isRead: boolean): boolean {
    if (this.selection.count() === 0) return this.withActive(({ id }) => void this.setRead(id, isRead));
    void this.setMarkedRead(isRead);
    return true;
  }

  private withActive(run: (email: EmailListItem) => void): boolean {
    const email = this.list.emails().find(({ id }) => id === this.activeId());
    if (email === undefined || this.composing() !== null) return false;
    run(email);
    return true;
  }

  private withOpenEmail(run: (email: Email) => void): boolean {
    const email = this.reading.email();
    if (email === null || this.composing() !== null) return false;
    run(email);
    return true;
  }

  /** Whether there is room for both, so that the list stays where it is. */
  private isSideBySide(): boolean {
    return this.detail().nativeElement.offsetWidth < this.host.nativeElement.offsetWidth;
  }

  private afterRender(run: () => void): void {
    afterNextRender(run, { injector: this.injector });
  }
}
