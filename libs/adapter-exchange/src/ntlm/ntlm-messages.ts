import { MailError } from '@mailroom/mail-adapter';
import { AvId, type AvPairs, readAvPairs } from './av-pairs';

/** MS-NLMP 2.2.2.5. */
export const Flag = {
  unicode: 0x00000001,
  requestTarget: 0x00000004,
  ntlm: 0x00000200,
  alwaysSign: 0x00008000,
  extendedSessionSecurity: 0x00080000,
  targetInfo: 0x00800000,
  version: 0x02000000,
  key128: 0x20000000,
  key56: 0x80000000,
} as const;

const offered =
  (Flag.unicode |
    Flag.requestTarget |
    Flag.ntlm |
    Flag.alwaysSign |
    Flag.extendedSessionSecurity |
    Flag.version |
    Flag.key128 |
    Flag.key56) >>>
  0;

const signature = Buffer.from('NTLMSSP\0');
/** Windows 10, NTLM revision 15 (MS-NLMP 2.2.2.10). */
const version = Buffer.from('0a0000000000000f', 'hex');

/** What the server says in its CHALLENGE_MESSAGE. */
export interface NtlmChallenge {
  flags: number;
  serverChallenge: Buffer;
  targetInfo: AvPairs;
}

/** NEGOTIATE_MESSAGE (MS-NLMP 2.2.1.1), which names neither domain nor workstation. */
export function negotiateMessage(): Buffer {
  const head = Buffer.alloc(32);
  signature.copy(head);
  head.writeUInt32LE(1, 8);
  head.writeUInt32LE(offered, 12);
  return Buffer.concat([head, version]);
}

/** CHALLENGE_MESSAGE (MS-NLMP 2.2.1.2). @throws MailError `protocol-error` */
export function readChallenge(message: Buffer): NtlmChallenge {
  const isChallenge = message.length >= 32 && message.subarray(0, 8).equals(signature) && message.readUInt32LE(8) === 2;
  const flags = isChallenge ? message.readUInt32LE(20) : 0;
  if (!(flags & Flag.unicode)) {
    throw new MailError('protocol-error', { message: 'The mail server’s answer to the sign-in by NTLM could not be understood.' });
  }
  const hasTargetInfo = (flags & Flag.targetInfo) !== 0 && message.length >= 48;
  const [length, offset] = hasTargetInfo ? [message.readUInt16LE(40), message.readUInt32LE(44)] : [0, 0];
  return { flags, serverChallenge: message.subarray(24, 32), targetInfo: readAvPairs(message.subarray(offset, offset + length)) };
}

/** Length of the AUTHENTICATE_MESSAGE's head, with version and message integrity code; and where the latter stands. */
const headLength = 88;
const micOffset = 72;

/** The AUTHENTICATE_MESSAGE (MS-NLMP 2.2.1.3), its message integrity code still zeros. */
export function authenticateMessage(
  { flags }: NtlmChallenge,
  lmResponse: Buffer,
  ntResponse: Buffer,
  domain: string,
  user: string,
): Buffer {
  const head = Buffer.alloc(headLength);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  const unicode = (text: string): Buffer => Buffer.from(text, 'utf16le');
  // LM and NT response, domain, user, workstation, session key: the last two stay empty.
  const fields = [lmResponse, ntResponse, unicode(domain), unicode(user), Buffer.alloc(0), Buffer.alloc(0)];
  let offset = headLength;
  for (const [index, field] of fields.entries()) {
    const at = 12 + 8 * index;
    head.writeUInt16LE(field.length, at);
    head.writeUInt16LE(field.length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += field.length;
  }
  head.writeUInt32LE((flags & (offered | Flag.targetInfo)) >>> 0, 60);
  version.copy(head, 64);
  return Buffer.concat([head, ...fields]);
}

/** Puts in the message integrity code. */
export function withMic(message: Buffer, mic: Buffer): Buffer {
  mic.copy(message, micOffset);
  return message;
}

/** Whether the server has told its time, and so expects a message integrity code (MS-NLMP 3.1.5.1.2). */
export function wantsMic({ targetInfo }: NtlmChallenge): boolean {
  return targetInfo.has(AvId.timestamp);
}
