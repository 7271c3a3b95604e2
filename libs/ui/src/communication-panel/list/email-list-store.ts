import { HttpErrorResponse } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type EmailListItem, type Page, type Problem } from '@mailroom/contract';
import { catchError, from, map, merge, mergeMap, type Observable, of, type Subscription, throttleTime } from 'rxjs';
import { type EmailFilter, EmailsApi, everyEmail } from '../../data-access/emails-api';
import { loadWhenBack } from '../../data-access/connection';
import { MailEvents } from '../../data-access/mail-events';
import { problemOf } from '../../data-access/problem-of';
import { belongsTo, isSearch, merged } from './email-order';

/** The first page is soon there; who scrolls on wants many. */
const firstPageSize = 50;
const pageSize = 150;
const refreshEveryMs = 1_500;
const atOnce = 4;

interface ListState {
  filter: EmailFilter;
  emails: EmailListItem[];
  /** The cursor that the last page was asked with: a list that has ended may grow at its end while a mailbox fills. */
  lastCursor: string | null;
  nextCursor: string | null;
  loading: boolean;
  loaded: boolean;
  problem: Problem | null;
}

const empty = { emails: [], lastCursor: null, nextCursor: null, loading: false, loaded: false, problem: null };

/** A list of emails, newest first: page after page as it is scrolled, kept up to date by the event stream. */
@Injectable()
export class EmailListStore {
  private readonly api = inject(EmailsApi);
  private readonly events = inject(MailEvents);
  private readonly state = signal<ListState>({ filter: everyEmail, ...empty });
  private request: Subscription | undefined;

  readonly emails = computed(() => this.state().emails);
  readonly filter = computed(() => this.state().filter);
  readonly loading = computed(() => this.state().loading);
  /** Whether the first page has arrived, so that an empty list is known to be empty. */
  readonly loaded = computed(() => this.state().loaded);
  readonly hasMore = computed(() => this.state().nextCursor !== null);
  /** Why a page could not be loaded; `loadMore` tries it again. */
  readonly problem = computed(() => this.state().problem);

  constructor() {
    loadWhenBack(this.problem, () => {
      if (this.loaded()) this.refresh();
      else this.loadMore();
    });
    this.events
      .of('email.received')
      .pipe(takeUntilDestroyed())
      .subscribe(({ email }) => {
        this.receive(email);
      });
    merge(this.events.of('email.imported'), this.events.gap)
      .pipe(throttleTime(refreshEveryMs, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => {
        this.refresh();
      });
    this.events
      .of('email.changed')
      .pipe(
        mergeMap(({ emailIds }) => from(emailIds.filter((id) => this.state().emails.some((email) => email.id === id)))),
        mergeMap((id) => this.askAgain(id), atOnce),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Starts anew with the emails that the filter lets through. */
  show(filter: EmailFilter): void {
    this.state.set({ filter, ...empty });
    this.loadMore();
  }

  /** The next page; nothing when one is on its way or the end is reached. */
  loadMore(): void {
    const { filter, loading, loaded, nextCursor } = this.state();
    if (loaded && (loading || nextCursor === null)) return;
    this.patch({ loading: true, problem: null });
    this.request?.unsubscribe();
    this.request = this.api.list(filter, nextCursor, nextCursor === null ? firstPageSize : pageSize).subscribe({
      next: (page) => {
        this.append(page, nextCursor);
      },
      error: (error: unknown) => {
        this.patch({ loading: false, problem: problemOf(error) });
      },
    });
  }

  /** What the user has just changed here, before the server's event says the same. */
  setRead(ids: ReadonlySet<string>, isRead: boolean): void {
    this.patch({ emails: this.state().emails.map((email) => (ids.has(email.id) ? { ...email, isRead } : email)) });
  }

  private append({ items, nextCursor }: Page<EmailListItem>, lastCursor: string | null): void {
    this.patch({ emails: merged(this.state().emails, items), nextCursor, lastCursor, loading: false, loaded: true });
  }

  private receive(email: EmailListItem): void {
    const { filter, emails, loaded } = this.state();
    if (!loaded || !belongsTo(filter, email)) return;
    if (!isSearch(filter)) this.patch({ emails: merged(emails, [email]) });
    else this.refresh();
  }

  /** Looks at the beginning again, and at the end when it had been reached. */
  private refresh(): void {
    const { filter, loaded, loading, lastCursor, nextCursor } = this.state();
    if (!loaded || loading) return;
    const pages = new Set([null, ...(nextCursor === null ? [lastCursor] : [])]);
    this.request?.unsubscribe();
    this.request = from(pages)
      .pipe(
        mergeMap((cursor) =>
          this.api.list(filter, cursor, cursor === null ? firstPageSize : pageSize).pipe(map((page) => ({ page, cursor }))),
        ),
      )
      .subscribe({
        next: ({ page, cursor }) => {
          if (cursor === this.state().lastCursor) this.append(page, cursor);
          else this.patch({ emails: merged(this.state().emails, page.items), problem: null });
        },
        error: (error: unknown) => {
          this.patch({ problem: problemOf(error) });
        },
      });
  }

  /** An email that has become read stays in a list of unread ones until the list is shown anew: nothing vanishes under the hand. */
  private askAgain(id: string): Observable<void> {
    return this.api.get(id).pipe(
      map((email) => {
        const { filter, emails } = this.state();
        const stays = belongsTo({ ...filter, unread: false }, email);
        this.patch({ emails: stays ? merged(emails, [email]) : emails.filter((known) => known.id !== id) });
      }),
      catchError((error: unknown) => {
        const gone = error instanceof HttpErrorResponse && error.status === 404;
        if (gone) this.patch({ emails: this.state().emails.filter((known) => known.id !== id) });
        return of(undefined);
      }),
    );
  }

  private patch(change: Partial<ListState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
