import { inject, Injectable } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Email } from '@mailroom/contract';
import { catchError, EMPTY, filter, firstValueFrom, interval, map, mergeMap, switchMap } from 'rxjs';
import { EmailsApi, type OutgoingMessage } from '../../data-access/emails-api';
import { MailEvents } from '../../data-access/mail-events';
import { problemOf } from '../../data-access/problem-of';
import { localizeMailError } from '../../i18n/localize-problem';
import { randomId } from '../random-id';
import { base64 } from './base64';
import { type Draft, type DraftAttachment } from './draft';
import { DraftStore } from './draft-store';

/** Behind the event stream, how often the server is asked what has become of a message. */
const askEveryMs = 5_000;

/** Brings drafts to the server and follows them until they are sent. A draft is kept until then. */
@Injectable({ providedIn: 'root' })
export class Outbox {
  private readonly api = inject(EmailsApi);
  private readonly drafts = inject(DraftStore);
  private readonly snackBar = inject(MatSnackBar);

  constructor() {
    inject(MailEvents)
      .of('email.sent')
      .pipe(takeUntilDestroyed())
      .subscribe(({ emailId, status, failure }) => {
        this.settle(emailId, status, failure);
      });
    toObservable(this.drafts.drafts)
      .pipe(
        map((drafts) => drafts.flatMap(({ state, emailId }) => (state === 'queued' && emailId !== null ? [emailId] : []))),
        switchMap((ids) => (ids.length === 0 ? EMPTY : interval(askEveryMs).pipe(mergeMap(() => ids)))),
        mergeMap((id) => this.api.get(id).pipe(catchError(() => EMPTY))),
        filter(({ status }) => status === 'sent' || status === 'received' || status === 'failed'),
        takeUntilDestroyed(),
      )
      .subscribe(({ id, status, failure }) => {
        this.settle(id, status, failure);
      });
  }

  /** Whether the server has taken the message on. When not, the draft says why, and sending it again sends it once. */
  async send(draftId: string): Promise<boolean> {
    const draft = this.drafts.get(draftId);
    if (!draft || draft.state === 'sending' || draft.state === 'queued') return false;
    const key = draft.attempt?.revision === draft.revision ? draft.attempt.key : randomId();
    this.drafts.patch(draftId, { state: 'sending', problem: null, attempt: { key, revision: draft.revision } });
    try {
      const { id, status } = await firstValueFrom(this.api.send(await this.message(draft), key));
      this.drafts.patch(draftId, { state: 'queued', emailId: id });
      if (status === 'sent' || status === 'failed') this.settle(id, status, (await firstValueFrom(this.api.get(id))).failure);
      return true;
    } catch (error) {
      this.drafts.patch(draftId, { state: 'writing', problem: problemOf(error) });
      return false;
    }
  }

  private settle(emailId: string, status: Email['status'], failure: Email['failure']): void {
    const draft = this.drafts.drafts().find((known) => known.emailId === emailId && known.state === 'queued');
    if (!draft) return;
    if (status === 'failed') {
      const said = failure && localizeMailError(failure);
      // The server has given this one up: the next try is a new message to it.
      this.drafts.patch(draft.id, { state: 'failed', attempt: null, emailId: null, problem: said && { ...said, detail: said.message } });
      return;
    }
    this.drafts.remove(draft.id);
    this.snackBar.open($localize`:@@mailroom.panel.outbox.sent:Message sent.`, undefined, { duration: 4_000 });
  }

  private async message({ accountId, to, cc, bcc, subject, text, inReplyToEmailId, attachments }: Draft): Promise<OutgoingMessage> {
    return {
      accountId,
      to: to.chosen,
      cc: cc.chosen,
      bcc: bcc.chosen,
      subject,
      text,
      ...(inReplyToEmailId !== null && { inReplyToEmailId }),
      attachments: await Promise.all(attachments.map((attachment) => this.outgoing(attachment))),
    };
  }

  private async outgoing(attachment: DraftAttachment): Promise<OutgoingMessage['attachments'][number]> {
    const { id, filename, source } = attachment;
    const content = source ? await firstValueFrom(this.api.attachment(source.emailId, source.attachmentId)) : this.drafts.file(id);
    if (!content) throw new Error(`The file ${filename} is not there any more.`);
    const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(attachment.contentType) ? attachment.contentType : 'application/octet-stream';
    return { filename, contentType, content: await base64(content) };
  }
}
