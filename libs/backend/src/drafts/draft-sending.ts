import { Injectable } from '@nestjs/common';
import {
  draftAttachmentLimitBytes,
  type DraftSending as Sending,
  emailAddressSchema,
  type OutgoingAttachment,
  type OutgoingEmail,
  outgoingEmailSchema,
  fieldProblems,
  type SendReceipt,
} from '@mailroom/contract';
import { EmailReader } from '../emails/email-reader';
import { OutgoingMail } from '../emails/sending/outgoing-mail';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { MessageParser } from '../parsing/message-parser';
import { StaleWriteError } from '../store/atomic-writer';
import type { DraftEntity } from './draft.entity';
import { attachmentsTooLarge, DraftAttachments } from './draft-attachments';
import { changedElsewhere, DraftRepository } from './draft-repository';
import { stateOf } from './draft-view';
import type { Quotation } from './quotation';
import { writtenHtml } from './written-html';

/** Makes a message of a draft and queues it. The draft is tied to it in the same transaction, so that it is sent once or not at all. */
@Injectable()
export class DraftSending {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly attachments: DraftAttachments,
    private readonly reader: EmailReader,
    private readonly outgoing: OutgoingMail,
    private readonly parser: MessageParser,
  ) {}

  /** To ask again for what is queued already answers as it did. @throws ProblemError 409 `draft-changed`, or what keeps it from being sent */
  async send(user: HostUser, id: string, { revision, delaySeconds }: Sending): Promise<SendReceipt> {
    const { draft, outgoing } = await this.drafts.own(user, id);
    if (draft.revision !== revision) throw changedElsewhere();
    const state = stateOf(outgoing);
    if (outgoing && (state === 'queued' || state === 'sending')) return { id: outgoing.id, status: outgoing.status };
    const email = await this.message(user, draft);
    // After one that has failed, the same words are another message.
    const key = `draft:${id}:${revision}:${draft.outgoingId ?? ''}`;
    try {
      return await this.outgoing.send(user, key, email, {
        sendAt: Date.now() + delaySeconds * 1_000,
        also: (emailId) => [
          {
            sql: `UPDATE mail_draft SET outgoing_id = ? WHERE id = ? AND owner_id = ? AND revision = ? AND COALESCE(outgoing_id, '') = ?`,
            parameters: [emailId, id, user.id, revision, draft.outgoingId ?? ''],
            expectRows: 1,
          },
        ],
      });
    } catch (error) {
      if (error instanceof StaleWriteError) throw changedElsewhere();
      throw error;
    }
  }

  private async message(user: HostUser, { id, content }: DraftEntity): Promise<OutgoingEmail> {
    const { accountId, to, cc, bcc, subject, html, kind, emailId } = content;
    checkRecipients([...to, ...cc, ...bcc]);
    const quoted = await this.quotation(user, content);
    const result = outgoingEmailSchema.safeParse({
      ...{ accountId, to, cc, bcc, subject },
      html: writtenHtml(html) + (quoted?.html ?? ''),
      ...(emailId !== null && kind !== 'forward' && { inReplyToEmailId: emailId }),
    });
    if (!result.success) throw ProblemError.invalid<string>(...fieldProblems(result.error));
    return { ...result.data, attachments: [...(await this.files(id)), ...(quoted?.attachments ?? [])] };
  }

  private async quotation(user: HostUser, { emailId, quoteHeading }: DraftEntity['content']): Promise<Quotation | null> {
    if (emailId === null || quoteHeading === null) return null;
    try {
      return await this.parser.quotation((await this.reader.raw(user, emailId)).bytes, quoteHeading);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 404) throw error;
      throw new ProblemError(409, 'quoted-email-gone', 'The email that is quoted is not here any more.', {
        remedy: 'Take the quotation out, then send the message.',
      });
    }
  }

  private async files(draftId: string): Promise<OutgoingAttachment[]> {
    const attachments = await this.drafts.attachments([draftId]);
    if (attachments.reduce((sum, { size }) => sum + size, 0) > draftAttachmentLimitBytes) throw attachmentsTooLarge();
    const files = await Promise.all(attachments.map((attachment) => this.attachments.read(attachment)));
    return files.map(({ filename, contentType, bytes }) => ({ filename, contentType, content: bytes.toString('base64') }));
  }
}

function checkRecipients(people: readonly { address: string }[]): void {
  const wrong = people.find(({ address }) => !emailAddressSchema.safeParse(address).success);
  if (!wrong) return;
  throw ProblemError.invalid({ path: 'to', code: 'email-address-invalid', message: `“${wrong.address}” is not an email address.` });
}
