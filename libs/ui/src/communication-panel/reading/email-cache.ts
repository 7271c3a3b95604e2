import { inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Email } from '@mailroom/contract';
import { merge, type Observable, of, shareReplay, tap } from 'rxjs';
import { EmailsApi } from '../../data-access/emails-api';
import { MailEvents } from '../../data-access/mail-events';

/** So many emails are kept, the latest used. */
const kept = 40;

/** Emails that were read a moment ago, or will be in a moment: the next one opens without a wait. What changes is asked for again. */
@Injectable()
export class EmailCache {
  private readonly api = inject(EmailsApi);
  private readonly emails = new Map<string, Observable<Email>>();

  constructor() {
    const events = inject(MailEvents);
    events
      .of('email.changed')
      .pipe(takeUntilDestroyed())
      .subscribe(({ emailIds }) => {
        for (const id of emailIds) this.emails.delete(id);
      });
    merge(events.gap, events.of('account.removed'))
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.emails.clear();
      });
  }

  get(id: string): Observable<Email> {
    const email = this.emails.get(id) ?? this.ask(id);
    this.emails.delete(id);
    this.emails.set(id, email);
    for (const oldest of this.emails.keys()) {
      if (this.emails.size <= kept) break;
      this.emails.delete(oldest);
    }
    return email;
  }

  /** Asks for it already, so that it is there when it is opened. */
  prefetch(id: string): void {
    if (!this.emails.has(id)) this.get(id).subscribe({ error: () => undefined });
  }

  /** What was just changed here. */
  patch(email: Email): void {
    if (this.emails.has(email.id)) this.emails.set(email.id, of(email));
  }

  private ask(id: string): Observable<Email> {
    return this.api.get(id).pipe(tap({ error: () => this.emails.delete(id) }), shareReplay(1));
  }
}
