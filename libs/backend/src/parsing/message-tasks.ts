import type { MessageRef } from '@mailroom/mail-adapter';
import { quotation } from '../drafts/quotation';
import { attachedFiles, attachmentFile } from '../emails/attachment-file';
import { emailContent } from '../emails/email-detail';
import { type MessageState, prepareMessage } from '../sync/prepared-message';

/** What is read of a message's bytes, in this thread or in another. Arguments and results are such as can be sent to another. */
export const messageTasks = {
  prepare: (raw: Buffer, ref: MessageRef, state: MessageState) => prepareMessage(ref, raw, state),
  content: emailContent,
  quotation,
  attachment: attachmentFile,
  files: attachedFiles,
};

export type MessageTask = keyof typeof messageTasks;
