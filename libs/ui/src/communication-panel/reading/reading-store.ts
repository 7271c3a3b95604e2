import { HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Email, type EmailListItem, type Problem } from '@mailroom/contract';
import { catchError, EMPTY, filter, firstValueFrom, merge, Subject, switchMap, tap } from 'rxjs';
import { EmailsApi } from '../../data-access/emails-api';
import { MailEvents } from '../../data-access/mail-events';
import { problemOf } from '../../data-access/problem-of';
import { EmailCache } from './email-cache';

/** The email that is being read, and the conversation that it belongs to. */
@Injectable()
export class ReadingStore {
  private readonly api = inject(EmailsApi);
  private readonly cache = inject(EmailCache);
  private readonly events = inject(MailEvents);
  private readonly wanted = new Subject<string | null>();
  private readonly state = {
    openId: signal<string | null>(null),
    email: signal<Email | null>(null),
    conversation: signal<EmailListItem[]>([]),
    problem: signal<Problem | null>(null),
  };

  readonly openId = this.state.openId.asReadonly();
  readonly email = this.state.email.asReadonly();
  /** The conversation's other emails, oldest first. */
  readonly conversation = this.state.conversation.asReadonly();
  readonly problem = this.state.problem.asReadonly();
  /** The open email has left the CRM, and is about to be closed. */
  readonly gone = new Subject<void>();

  constructor() {
    this.wanted
      .pipe(
        switchMap((id) => (id === null ? EMPTY : this.load(id))),
        takeUntilDestroyed(),
      )
      .subscribe();
    this.events
      .of('email.changed')
      .pipe(
        filter(({ emailIds }) => emailIds.some((id) => id === this.openId())),
        switchMap(() => this.askAgain()),
        takeUntilDestroyed(),
      )
      .subscribe();
    const received = this.events.of('email.received').pipe(filter(({ email }) => email.threadId === this.email()?.threadId));
    merge(received, this.events.gap)
      .pipe(
        switchMap(() => this.loadConversation()),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  open(id: string): void {
    this.state.openId.set(id);
    this.state.problem.set(null);
    if (this.email()?.id !== id) {
      this.state.email.set(null);
      this.state.conversation.set([]);
    }
    this.wanted.next(id);
  }

  /** What is likely to be opened next. */
  prefetch(id: string): void {
    this.cache.prefetch(id);
  }

  close(): void {
    this.state.openId.set(null);
    this.state.email.set(null);
    this.state.conversation.set([]);
    this.state.problem.set(null);
    this.wanted.next(null);
  }

  /** Also on the mail server. Rejects with the call's error. */
  async setRead(id: string, isRead: boolean): Promise<void> {
    await firstValueFrom(this.api.update(id, { isRead }));
    this.state.email.update((email) => (email?.id === id ? { ...email, isRead } : email));
    this.state.conversation.update((items) => items.map((item) => (item.id === id ? { ...item, isRead } : item)));
    const email = this.email();
    if (email?.id === id) this.cache.patch(email);
  }

  private load(id: string) {
    return this.cache.get(id).pipe(
      tap((email) => {
        this.state.email.set(email);
      }),
      switchMap(() => this.loadConversation()),
      catchError((error: unknown) => {
        this.state.problem.set(problemOf(error));
        return EMPTY;
      }),
    );
  }

  /** What was changed elsewhere; what somebody reads is not taken from under their eyes but when it is gone. */
  private askAgain() {
    const id = this.openId();
    if (id === null) return EMPTY;
    return this.cache.get(id).pipe(
      tap(({ isRead }) => {
        this.state.email.update((email) => (email?.id === id && email.isRead !== isRead ? { ...email, isRead } : email));
      }),
      catchError((error: unknown) => {
        if (error instanceof HttpErrorResponse && error.status === 404 && this.openId() === id) {
          this.gone.next();
          this.close();
        }
        return EMPTY;
      }),
    );
  }

  /** A conversation that cannot be loaded leaves the email readable. */
  private loadConversation() {
    const email = this.email();
    if (email === null) return EMPTY;
    return this.api.thread(email.threadId).pipe(
      tap(({ items }) => {
        this.state.conversation.set(items.filter(({ id }) => id !== email.id));
      }),
      catchError(() => EMPTY),
    );
  }
}
