import { HttpClient, type HttpEvent, HttpEventType } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Draft, type DraftAttachment, type DraftInput, type Page, routes, type SendReceipt } from '@mailroom/contract';
import { filter, map, type Observable } from 'rxjs';
import { allPages } from './all-pages';
import { Mailroom } from './mailroom';

/** How far an upload is: a share of 1, and what has become of it at last. */
export interface UploadProgress {
  share: number;
  attachment: DraftAttachment | null;
}

/** The calls on drafts, as they are on the wire. */
@Injectable({ providedIn: 'root' })
export class DraftsApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  /** Those that wait to leave, or could not be sent, too. */
  list(): Observable<Draft[]> {
    return allPages<Draft>((cursor) =>
      this.http.get<Page<Draft>>(this.mailroom.url(routes.drafts), { params: { limit: 200, ...(cursor && { cursor }) } }),
    );
  }

  /** Makes it, with an id of the caller's own, or replaces it. */
  save(id: string, input: DraftInput): Observable<Draft> {
    return this.http.put<Draft>(this.url(id), input);
  }

  discard(id: string): Observable<void> {
    return this.http.delete<void>(this.url(id));
  }

  /** The same revision is sent once, however often it is asked for. */
  send(id: string, revision: number, delaySeconds: number): Observable<SendReceipt> {
    return this.http.post<SendReceipt>(this.url(id, 'send'), { revision, delaySeconds });
  }

  /** A message that waits to leave becomes a draft again. */
  takeBack(emailId: string): Observable<void> {
    return this.http.delete<void>(this.mailroom.url(routes.emails, emailId));
  }

  upload(id: string, file: File): Observable<UploadProgress> {
    const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream';
    return this.http
      .post<DraftAttachment>(this.url(id, 'attachments'), file, {
        params: { filename: file.name, contentType },
        headers: { 'Content-Type': 'application/octet-stream' },
        observe: 'events',
        reportProgress: true,
      })
      .pipe(
        map(progressOf),
        filter((progress) => progress !== null),
      );
  }

  /** Attaches an email's files. */
  copyFiles(id: string, emailId: string): Observable<DraftAttachment[]> {
    return this.http.post<{ items: DraftAttachment[] }>(this.url(id, 'attachments', 'copies'), { emailId }).pipe(map(({ items }) => items));
  }

  detach(id: string, attachmentId: string): Observable<void> {
    return this.http.delete<void>(this.url(id, 'attachments', attachmentId));
  }

  private url(...segments: string[]): string {
    return this.mailroom.url(routes.drafts, ...segments);
  }
}

function progressOf(event: HttpEvent<DraftAttachment>): UploadProgress | null {
  if (event.type === HttpEventType.UploadProgress) return { share: event.total ? event.loaded / event.total : 0, attachment: null };
  return event.type === HttpEventType.Response ? { share: 1, attachment: event.body } : null;
}
