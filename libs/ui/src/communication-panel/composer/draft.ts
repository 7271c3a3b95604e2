import { type Draft as StoredDraft, type DraftContent as StoredContent, type MailAddress } from '@mailroom/contract';

/** Everybody in one of the fields To, Cc and Bcc, and what is typed there but not yet taken as an address. */
export interface Recipients {
  chosen: MailAddress[];
  typing: string;
}

/** A file to send: on its way to the server (`share` of 1), there (`null`), or refused. */
export interface DraftFile {
  id: string;
  filename: string;
  /** In bytes. */
  size: number;
  share: number | null;
  problem: string | null;
}

export type DraftKind = StoredContent['kind'];

/** What the user writes. */
export interface DraftContent {
  kind: DraftKind;
  accountId: string;
  to: Recipients;
  cc: Recipients;
  bcc: Recipients;
  subject: string;
  html: string;
  /** The email that it answers or forwards. */
  emailId: string | null;
  /** What stands above its quotation; `null`: it is not quoted. */
  quoteHeading: string | null;
}

/** Whether what is written is on the server; `conflict`: another window has changed it since. */
export type Saving = 'saved' | 'saving' | 'unsaved' | 'conflict';

/**
 * A message from its first letter until it has been sent:
 *
 *     writing → sending → queued → leaving → (sent: the draft is gone)
 *        ↑─────────┴─ taken back ┘    └──→ failed → sending …
 */
export interface Draft extends DraftContent {
  id: string;
  files: DraftFile[];
  state: 'writing' | 'sending' | 'queued' | 'leaving' | 'failed';
  /** Counts the user's changes in this window: 0 is a message that nobody would miss, unless the server has it. */
  edits: number;
  /** So many of them are on the server. */
  savedEdits: number;
  /** The server's; 0 before it has it. */
  revision: number;
  saving: Saving;
  /** The message that it was sent as. */
  sentEmailId: string | null;
  /** When that leaves, in milliseconds since 1970. */
  sendAt: number | null;
  problem: { detail: string; remedy?: string | undefined } | null;
}

export const nobody: Recipients = { chosen: [], typing: '' };

export function recipients(chosen: MailAddress[]): Recipients {
  return { chosen, typing: '' };
}

/** What the server is told of it. */
export function storedContent(draft: Draft): StoredContent {
  const { kind, accountId, subject, html, emailId, quoteHeading } = draft;
  const [to, cc, bcc] = [draft.to.chosen, draft.cc.chosen, draft.bcc.chosen];
  return { kind, accountId, to, cc, bcc, subject, html, emailId, quoteHeading };
}

/** A draft as the server has it. */
export function openedDraft(stored: StoredDraft): Draft {
  const { id, kind, accountId, to, cc, bcc, subject, html, emailId, quoteHeading, revision, sentEmailId, sendAt, failure } = stored;
  return {
    ...{ id, kind, accountId, to: recipients(to), cc: recipients(cc), bcc: recipients(bcc), subject, html, emailId, quoteHeading },
    files: stored.attachments.map(({ id: fileId, filename, size }) => ({ id: fileId, filename, size, share: null, problem: null })),
    state: stored.state === 'sending' ? 'leaving' : stored.state,
    ...{ edits: 0, savedEdits: 0, revision, saving: 'saved', sentEmailId },
    sendAt: sendAt === null ? null : Date.parse(sendAt),
    problem: failure && { detail: failure.message, remedy: failure.remedy },
  };
}

/** Whether it is only worth keeping because it was begun. */
export function isUntouched({ edits, revision, files }: Draft): boolean {
  return edits === 0 && revision === 0 && files.length === 0;
}
