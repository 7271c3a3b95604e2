import type { PersonKey } from './people';

/** What is attached to a message, made when it is composed. */
export type Enclosure =
  | { kind: 'document'; filename: string; title: string; lines: readonly string[] }
  | { kind: 'table'; filename: string; rows: readonly (readonly string[])[] }
  /** An inline picture below the text. */
  | { kind: 'picture'; filename: string; values: readonly number[] };

/** One message of a conversation: an answer to the one before it. */
export interface Turn {
  from: PersonKey;
  to: readonly PersonKey[];
  cc?: readonly PersonKey[];
  /** Since the turn before; of the first turn, since the conversation's start. */
  afterHours: number;
  text: string;
  enclosures?: readonly Enclosure[];
}

export type Language = 'en' | 'de' | 'fr' | 'pl' | 'ja' | 'ar' | 'he';

/** A written thread. Each turn lands in its sender's Sent Items and in its readers' folder, where they have a mailbox. */
export interface Conversation {
  /** Unique; Message-IDs are made from it. */
  id: string;
  language: Language;
  subject: string;
  /** Of the readers; default `Inbox`. */
  folder?: string;
  startedDaysAgo: number;
  turns: readonly Turn[];
}
