// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- other projects compile this file from its source
/// <reference path="./js-md4.d.ts" />
import { createHmac, timingSafeEqual } from 'node:crypto';
import md4 from 'js-md4';
import { type AuthenticateMessage } from './messages';

/** NTOWFv2 (MS-NLMP 3.3.2): what NTLMv2 makes of a password. Only the user's letter case does not matter. */
export function ntowfV2(password: string, user: string, domain: string): Buffer {
  const hash = Buffer.from(md4.arrayBuffer(Buffer.from(password, 'utf16le')));
  return hmacMd5(hash, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
}

/** NTProofStr (MS-NLMP 3.3.2) over the server's challenge and the client's. */
export function proofOf(key: Buffer, serverChallenge: Buffer, clientChallenge: Buffer): Buffer {
  return hmacMd5(key, serverChallenge, clientChallenge);
}

/** The messages that came before an answer. */
export interface Conversation {
  readonly negotiate: Buffer;
  readonly challenge: Buffer;
  readonly serverChallenge: Buffer;
}

/** Whether an answer was made with this password, and (MS-NLMP 3.2.5.1.2) no message changed where the client vouches for them all. */
export function isProven(answer: AuthenticateMessage, password: string, conversation: Conversation): boolean {
  const key = ntowfV2(password, answer.user, answer.domain);
  const proof = proofOf(key, conversation.serverChallenge, answer.clientChallenge);
  if (!timingSafeEqual(proof, answer.proof)) return false;
  if (answer.integrity === undefined) return true;
  const sessionBaseKey = hmacMd5(key, proof);
  const code = hmacMd5(sessionBaseKey, conversation.negotiate, conversation.challenge, answer.integrity.message);
  return timingSafeEqual(code, answer.integrity.code);
}

function hmacMd5(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
