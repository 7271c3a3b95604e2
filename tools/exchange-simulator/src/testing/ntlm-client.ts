import { createHmac, randomBytes } from 'node:crypto';
import { ntowfV2, proofOf } from '../authentication/ntlm/credentials';
import { type Connection, type RawAnswer } from './connection';

/** Whom an NTLM client says it is, and how. */
export interface NtlmLogin {
  readonly user: string;
  readonly password: string;
  /** "NTLM" unless told. */
  readonly scheme?: string;
  /** MsvAvChannelBindings; none unless told. */
  readonly channelBindings?: Buffer;
  /** Vouches for all three messages by an integrity code; 'wrong' makes one that does not fit. */
  readonly integrity?: 'right' | 'wrong';
}

const signature = Buffer.from('NTLMSSP\0', 'latin1');
/** Unicode, with a target, NTLM, always signed, extended session security. */
const flags = 0x88205;
const domain = 'EXAMPLE';

/** A NEGOTIATE_MESSAGE (MS-NLMP 2.2.1.1) without domain and workstation. */
export const negotiateMessage = Buffer.concat([signature, uint32(1), uint32(flags), Buffer.alloc(16)]);

/** An AUTHENTICATE_MESSAGE (MS-NLMP 2.2.1.3) that answers a challenge. */
export function authenticateMessage(challenge: Buffer, login: NtlmLogin): Buffer {
  const serverChallenge = challenge.subarray(24, 32);
  const start = challenge.readUInt32LE(44);
  const targetInfo = challenge.subarray(start, start + challenge.readUInt16LE(40) - 4);
  const avPairs = [
    targetInfo,
    ...(login.integrity === undefined ? [] : [Buffer.from([6, 0, 4, 0, 2, 0, 0, 0])]),
    ...(login.channelBindings === undefined ? [] : [Buffer.from([10, 0, 16, 0]), login.channelBindings]),
    Buffer.alloc(8),
  ];
  const clientChallenge = Buffer.concat([
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    Buffer.alloc(8),
    randomBytes(8),
    Buffer.alloc(4),
    ...avPairs,
  ]);
  const key = ntowfV2(login.password, login.user, domain);
  const proof = proofOf(key, serverChallenge, clientChallenge);
  const message = withPayload([
    Buffer.alloc(24),
    Buffer.concat([proof, clientChallenge]),
    Buffer.from(domain, 'utf16le'),
    Buffer.from(login.user, 'utf16le'),
    Buffer.from('CLIENT', 'utf16le'),
    Buffer.alloc(0),
  ]);
  if (login.integrity === undefined) return message;
  const sessionBaseKey = createHmac('md5', key).update(proof).digest();
  const code = createHmac('md5', sessionBaseKey).update(negotiateMessage).update(challenge).update(message).digest();
  if (login.integrity === 'wrong') code.writeUInt8(code.readUInt8(0) ^ 1, 0);
  code.copy(message, 72);
  return message;
}

/** Authenticates a connection by a handshake of its own, and sends a request with the last message. */
export async function sendByNtlm(connection: Connection, body: string, login: NtlmLogin): Promise<RawAnswer> {
  const { scheme = 'NTLM' } = login;
  const challenge = await askChallenge(connection, scheme);
  return connection.post(body, { Authorization: `${scheme} ${authenticateMessage(challenge, login).toString('base64')}` });
}

/** The CHALLENGE_MESSAGE that a server answers the first message with. */
export async function askChallenge(connection: Connection, scheme = 'NTLM'): Promise<Buffer> {
  const { headers } = await connection.post('', { Authorization: `${scheme} ${negotiateMessage.toString('base64')}` });
  const [, token] = /^(?:NTLM|Negotiate) (\S+)$/.exec(String(headers['www-authenticate'])) ?? [];
  if (token === undefined) throw new Error(`No challenge: ${String(headers['www-authenticate'])}`);
  return Buffer.from(token, 'base64');
}

function withPayload(fields: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(88);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  head.writeUInt32LE(flags, 60);
  let offset = head.length;
  for (const [index, { length }] of fields.entries()) {
    head.writeUInt16LE(length, 12 + 8 * index);
    head.writeUInt16LE(length, 14 + 8 * index);
    head.writeUInt32LE(offset, 16 + 8 * index);
    offset += length;
  }
  return Buffer.concat([head, ...fields]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
