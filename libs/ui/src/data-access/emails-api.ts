import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Email, type EmailListItem, type EmailPatch, type Page, routes, type SendReceipt, type Thread } from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { Mailroom } from './mailroom';

/** Which emails a list shows; `null`, `''` and `false` narrow nothing. */
export interface EmailFilter {
  accountId: string | null;
  folderId: string | null;
  contactId: string | null;
  q: string;
  unread: boolean;
}

/** What `POST /emails` takes, before the server's schema fills in what is absent. Attachments' `content` is base64. */
export interface OutgoingMessage {
  accountId: string;
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  bcc: { name: string; address: string }[];
  subject: string;
  text: string;
  inReplyToEmailId?: string;
  attachments: { filename: string; contentType: string; content: string }[];
}

/** The calls on emails, as they are on the wire. */
@Injectable({ providedIn: 'root' })
export class EmailsApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  /** Newest first. */
  list(filter: EmailFilter, cursor: string | null, limit: number): Observable<Page<EmailListItem>> {
    const { accountId, folderId, contactId, q, unread } = filter;
    const params = {
      limit,
      ...(accountId !== null && { accountId }),
      ...(folderId !== null && { folderId }),
      ...(contactId !== null && { contactId }),
      ...(q !== '' && { q }),
      ...(unread && { unread }),
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

  /** The same key sends once, however often it is tried. */
  send(message: OutgoingMessage, idempotencyKey: string): Observable<SendReceipt> {
    return this.http.post<SendReceipt>(this.url(), message, { headers: { 'Idempotency-Key': idempotencyKey } });
  }

  attachment(emailId: string, attachmentId: string): Observable<Blob> {
    return this.http.get(this.attachmentUrl(emailId, attachmentId), { responseType: 'blob' });
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
