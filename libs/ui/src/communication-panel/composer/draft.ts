import { type MailAddress } from '@mailroom/contract';

/** Everybody in one of the fields To, Cc and Bcc, and what is typed there but not yet taken as an address. */
export interface Recipients {
  chosen: MailAddress[];
  typing: string;
}

/** A file to send. `source` says which email it came with when it is forwarded; the other files are held in memory. */
export interface DraftAttachment {
  id: string;
  filename: string;
  contentType: string;
  /** In bytes. */
  size: number;
  source: { emailId: string; attachmentId: string } | null;
}

export type DraftKind = 'new' | 'reply' | 'replyAll' | 'forward';

/**
 * A message from its first letter until it has been sent:
 *
 *     writing → sending → queued → (sent: the draft is gone)
 *        ↑─────────┘          └──→ failed → sending …
 */
export interface Draft {
  id: string;
  kind: DraftKind;
  accountId: string;
  to: Recipients;
  cc: Recipients;
  bcc: Recipients;
  subject: string;
  text: string;
  inReplyToEmailId: string | null;
  attachments: DraftAttachment[];
  /** Counts the user's changes: 0 is a message that nobody would miss. */
  revision: number;
  state: 'writing' | 'sending' | 'queued' | 'failed';
  /** The last try: the same revision is sent again with the same key, so that it is sent once. */
  attempt: { key: string; revision: number } | null;
  /** The message's id on the server, once it is queued. */
  emailId: string | null;
  problem: { detail: string; remedy?: string | undefined } | null;
}

export type DraftContent = Pick<
  Draft,
  'kind' | 'accountId' | 'to' | 'cc' | 'bcc' | 'subject' | 'text' | 'inReplyToEmailId' | 'attachments'
>;

export const nobody: Recipients = { chosen: [], typing: '' };

export function recipients(chosen: MailAddress[]): Recipients {
  return { chosen, typing: '' };
}
