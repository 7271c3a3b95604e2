import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Email, type EmailListItem, type EmailPatch, type Page, routes, type Thread } from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { Mailroom } from './mailroom';

/** Which emails a list shows; `null`, `''` and `false` narrow nothing. */
export interface EmailFilter {
  accountId: string | null;
  folderId: string | null;
  contactId: string | null;
  q: string;
  unread: boolean;
  /** Part of the sender's name or address. */
  from: string;
  /** Days, as in `2026-03-01`: the first and the last that the email may have come on. */
  since: string | null;
  until: string | null;
  hasAttachment: boolean;
}

/** Nothing is narrowed. */
export const everyEmail: EmailFilter = {
  ...{ accountId: null, folderId: null, contactId: null, q: '', unread: false },
  ...{ from: '', since: null, until: null, hasAttachment: false },
};

/** The calls on emails, as they are on the wire. */
@Injectable({ providedIn: 'root' })
export class EmailsApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  /** Newest first. */
  list(filter: EmailFilter, cursor: string | null, limit: number): Observable<Page<EmailListItem>> {
    const { accountId, folderId, contactId, q, unread, from, since, until, hasAttachment } = filter;
    const params = {
      limit,
      ...(accountId !== null && { accountId }),
      ...(folderId !== null && { folderId }),
      ...(contactId !== null && { contactId }),
      ...(q !== '' && { q }),
      ...(unread && { unread }),
      ...(from !== '' && { from }),
      ...(since !== null && { after: startOf(since, 0) }),
      ...(until !== null && { before: startOf(until, 1) }),
      ...(hasAttachment && { hasAttachment }),
      ...(cursor !== null && { cursor }),
    };
    return this.http.get<Page<EmailListItem>>(this.url(), { params });
  }

  get(id: string): Observable<Email> {
    return this.http.get<Email>(this.url(id));
  }

  /** The conversation, oldest first. */
  thread(id: string): Observable<Thread> {
    return this.http.get<Thread>(this.mailroom.url(routes.threads, id));
  }

  update(id: string, patch: EmailPatch): Observable<unknown> {
    return this.http.patch(this.url(id), patch);
  }

  attachmentUrl(emailId: string, attachmentId: string): string {
    return this.url(emailId, 'attachments', attachmentId);
  }

  /** Below this address are an email's attachments, and nothing else. */
  attachmentsUrl(emailId: string): string {
    return `${this.url(emailId, 'attachments')}/`;
  }

  /** The message as it came, `message/rfc822`. */
  rawUrl(emailId: string): string {
    return this.url(emailId, 'raw');
  }

  private url(...segments: string[]): string {
    return this.mailroom.url(routes.emails, ...segments);
  }
}

/** The moment that a day, or the day some days after it, begins at where the user is. */
function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
