import type { Draft, DraftAttachment, DraftState } from '@mailroom/contract';
import type { OutgoingEntity } from '../emails/outgoing.entity';
import { failureOf } from '../emails/sending/sending-failure';
import type { DraftAttachmentEntity, DraftEntity } from './draft.entity';

/** @param outgoing the message that it was sent as; absent too when that went with its account */
export function draftView(draft: DraftEntity, attachments: readonly DraftAttachmentEntity[], outgoing: OutgoingEntity | undefined): Draft {
  const state = stateOf(outgoing);
  return {
    ...draft.content,
    id: draft.id,
    attachments: attachments.map(draftAttachmentView),
    revision: draft.revision,
    state,
    sentEmailId: state === 'writing' ? null : draft.outgoingId,
    sendAt: outgoing && state === 'queued' ? new Date(outgoing.nextAttemptAt).toISOString() : null,
    failure: outgoing && state === 'failed' ? failureOf(outgoing) : null,
    updatedAt: new Date(draft.updatedAt).toISOString(),
  };
}

export function draftAttachmentView({ id, filename, contentType, size }: DraftAttachmentEntity): DraftAttachment {
  return { id, filename, contentType, size };
}

/** A draft whose message was sent is gone, so that state cannot be met here for long. */
export function stateOf(outgoing: OutgoingEntity | undefined): DraftState {
  if (outgoing === undefined) return 'writing';
  return outgoing.status === 'sent' ? 'sending' : outgoing.status;
}
