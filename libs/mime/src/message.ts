import { type HeaderList } from './header-list';

/** One mailbox of an address list (RFC 5322, 3.4). */
export interface Address {
  /** Display name, decoded; '' when there is none. */
  name: string;
  /** Address as written, trimmed, not lower-cased; '' when the sender wrote a name only. */
  address: string;
}

/** A node of the MIME tree (RFC 2045, 2046). It holds offsets into the message's bytes, never a copy of them. */
export interface MimePart {
  /** Position in the tree as in IMAP: '' the message itself, '2.1' the first child of its second child. */
  path: string;
  /** type/subtype in lower case; `text/plain` where the field is missing or unreadable. */
  contentType: string;
  /** Parameters of Content-Type, decoded, keys in lower case. The object has no prototype. */
  parameters: Record<string, string>;
  /** The label as given, in lower case. */
  charset: string | null;
  /** Content-Transfer-Encoding; `7bit`, `8bit`, `binary` and unknown ones are `identity`. */
  encoding: TransferEncoding;
  /** Anything else than `inline` counts as `attachment` (RFC 2183, 2.8); null when the field is missing. */
  disposition: 'inline' | 'attachment' | null;
  /** Decoded and otherwise as sent, so hostile: the caller makes it safe for a file system. */
  filename: string | null;
  /** Content-ID without its angle brackets. */
  contentId: string | null;
  headerStart: number;
  bodyStart: number;
  /** One past the last byte of the body; the line break before a boundary belongs to the boundary. */
  bodyEnd: number;
  children: MimePart[];
}

export type TransferEncoding = 'identity' | 'base64' | 'quoted-printable' | 'uuencode';

export interface AttachmentInfo {
  path: string;
  filename: string | null;
  contentType: string;
  /** Decoded bytes. Exact, save for base64 whose regular lines hide characters outside the alphabet (see `base64Size`). */
  size: number;
  /** Meant to be seen within the HTML text, e.g. a signature's logo: it has a Content-ID and says `inline`, or is in a multipart/related. */
  isInline: boolean;
  contentId: string | null;
}

export interface ParsedMessage {
  headers: HeaderList;
  /** Message-ID without its angle brackets. */
  messageId: string | null;
  /** Message-IDs without their angle brackets. */
  inReplyTo: string[];
  /** Message-IDs without their angle brackets, oldest first as sent. */
  references: string[];
  subject: string;
  from: Address[];
  sender: Address[];
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  /** The Date field; null when it is missing or no date. */
  date: Date | null;
  root: MimePart;
  attachments: AttachmentInfo[];
  /** The first plain text body. */
  textPart: MimePart | null;
  /** The first HTML body. */
  htmlPart: MimePart | null;
  /** What was wrong with the message, in words for a log. */
  defects: string[];
}
