import { type MessageSummary } from './message-summary';

/** Where a message's bytes are: on disk, or in a recipe that makes them anew. Nothing of the body stays in memory. */
export interface MessageSource {
  /** Length of the MIME in bytes. */
  readonly size: number;
  /** When the server got the message, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** The message class that its MIME amounts to, e.g. `IPM.Note`. */
  readonly itemClass: string;
  /** The header fields that item properties are made from. */
  summary(): MessageSummary;
  /** The whole MIME. */
  read(): Buffer;
}
