import { computed, inject, Injectable, signal } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { type MailEvent, type MailEventType, mailEventTypes, routes } from '@mailroom/contract';
import { EMPTY, filter, Observable, retry, share, Subject, switchMap, timer } from 'rxjs';
import { Mailroom } from './mailroom';

export type MailEventOf<Type extends MailEventType> = Extract<MailEvent, { type: Type }>;

const longestPauseMs = 30_000;

/**
 * The signed-in user's event stream, one connection for the whole application, open while anybody listens.
 * The browser reconnects a broken connection itself and sends `Last-Event-ID`, so nothing is missed. When the server
 * refused (it was restarting, the session had ended) a new stream is opened, and `gap` says that events may be missing.
 */
@Injectable({ providedIn: 'root' })
export class MailEvents {
  private readonly mailroom = inject(Mailroom);
  private readonly gaps = new Subject<void>();
  private readonly openStream = signal(false);

  /** Whether events arrive at this moment. */
  readonly connected = this.openStream.asReadonly();
  /** Events may have been missed: load again what they would have changed. */
  readonly gap = this.gaps.asObservable();

  private readonly events = toObservable(computed(() => this.mailroom.user()?.id ?? null)).pipe(
    switchMap((userId) => (userId === null ? EMPTY : this.stream())),
    share(),
  );

  /** The events of one type, from now on. */
  of<Type extends MailEventType>(type: Type): Observable<MailEventOf<Type>> {
    return this.events.pipe(filter((event): event is MailEventOf<Type> => event.type === type));
  }

  private stream(): Observable<MailEvent> {
    let refused = false;
    return new Observable<MailEvent>((subscriber) => {
      const source = new EventSource(this.mailroom.url(routes.events), { withCredentials: true });
      source.onopen = () => {
        this.openStream.set(true);
        if (refused) this.gaps.next();
        refused = false;
      };
      source.onerror = () => {
        this.openStream.set(false);
        if (source.readyState !== EventSource.CLOSED) return;
        refused = true;
        subscriber.error(new Error('The event stream was refused.'));
      };
      for (const type of mailEventTypes) {
        source.addEventListener(type, ({ data }: MessageEvent<string>) => {
          subscriber.next(JSON.parse(data) as MailEvent);
        });
      }
      return () => {
        this.openStream.set(false);
        source.close();
      };
    }).pipe(retry({ resetOnSuccess: true, delay: (_, attempt) => timer(Math.min(longestPauseMs, 1_000 * 2 ** attempt)) }));
  }
}
