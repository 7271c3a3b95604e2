// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- other projects compile this file from its source
/// <reference path="./js-md4.d.ts" />
import { createHmac } from 'node:crypto';
import md4 from 'js-md4';

/** What the client proves that it knows the password by, and the key that the session has from then on. */
export interface NtlmV2Proof {
  response: Buffer;
  sessionBaseKey: Buffer;
}

/** NTOWFv2: the key that stands for the password (MS-NLMP 3.3.2). */
export function ntowfV2(user: string, domain: string, password: string): Buffer {
  const key = Buffer.from(md4.arrayBuffer(Buffer.from(password, 'utf16le')));
  return hmacMd5(key, Buffer.from(upperCase(user) + domain, 'utf16le'));
}

/**
 * The NTLMv2 response (MS-NLMP 3.3.2).
 * @param time a FILETIME, 8 bytes
 * @param targetInfo attribute-value pairs, with the end of their list
 */
export function ntlmV2Proof(key: Buffer, serverChallenge: Buffer, clientChallenge: Buffer, time: Buffer, targetInfo: Buffer): NtlmV2Proof {
  const temp = Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]), time, clientChallenge, zeros(4), targetInfo, zeros(4)]);
  const proof = hmacMd5(key, serverChallenge, temp);
  return { response: Buffer.concat([proof, temp]), sessionBaseKey: hmacMd5(key, proof) };
}

/** The LMv2 response, which a server of the last century looks at (MS-NLMP 3.3.2). */
export function lmV2Response(key: Buffer, serverChallenge: Buffer, clientChallenge: Buffer): Buffer {
  return Buffer.concat([hmacMd5(key, serverChallenge, clientChallenge), clientChallenge]);
}

export function hmacMd5(key: Buffer, ...parts: Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

export function zeros(length: number): Buffer {
  return Buffer.alloc(length);
}

/** Windows capitalises character by character: the German "ß" stays. */
function upperCase(text: string): string {
  return text.replace(/[^]/g, (unit) => (unit.toUpperCase().length === 1 ? unit.toUpperCase() : unit));
}
