import { randomBytes } from 'node:crypto';
import { AvId, type AvPairs, writeAvPairs } from './av-pairs';
import { authenticateMessage, negotiateMessage, readChallenge, wantsMic, withMic } from './ntlm-messages';
import { hmacMd5, lmV2Response, ntlmV2Proof, ntowfV2, zeros } from './ntlm-v2';

export interface NtlmLogin {
  /** `DOMAIN\user`, `user@domain` or `user`. */
  login: string;
  password: string;
}

/** The connection that one signs in on. */
export interface NtlmChannel {
  /** The service's name, such as `HTTP/mail.example.com`. */
  service: string;
  /** What ties to the server's certificate; `null` without TLS. */
  binding: Buffer | null;
}

/** What is not the same each time, for test vectors. */
export interface NtlmChance {
  clientChallenge: Buffer;
  now: Date;
}

/** MsvAvFlags that announce a message integrity code (MS-NLMP 2.2.2.1). */
const micFlag = Buffer.from([2, 0, 0, 0]);

/** One sign-in by NTLMv2: what the client says first, and what it answers to the server's challenge. MS-NLMP 3.1.5. */
export class NtlmClient {
  readonly negotiate = negotiateMessage();

  constructor(private readonly login: NtlmLogin) {}

  /** @throws MailError `protocol-error` */
  authenticate(challengeMessage: Buffer, channel: NtlmChannel, chance = takeChance()): Buffer {
    const challenge = readChallenge(challengeMessage);
    const { serverChallenge } = challenge;
    const [user, domain] = accountOf(this.login.login);
    const key = ntowfV2(user, domain, this.login.password);
    const targetInfo = withChannel(challenge.targetInfo, channel, wantsMic(challenge));
    const time = challenge.targetInfo.get(AvId.timestamp) ?? fileTime(chance.now);
    const proof = ntlmV2Proof(key, serverChallenge, chance.clientChallenge, time, targetInfo);
    const lm = wantsMic(challenge) ? zeros(24) : lmV2Response(key, serverChallenge, chance.clientChallenge);
    const message = authenticateMessage(challenge, lm, proof.response, domain, user);
    if (!wantsMic(challenge)) return message;
    return withMic(message, hmacMd5(proof.sessionBaseKey, this.negotiate, challengeMessage, message));
  }
}

function takeChance(): NtlmChance {
  return { clientChallenge: randomBytes(8), now: new Date() };
}

/** The server's own attributes, and what ours add for Extended Protection. */
function withChannel(offered: AvPairs, { binding, service }: NtlmChannel, hasMic: boolean): Buffer {
  const pairs = new Map(offered);
  if (hasMic) pairs.set(AvId.flags, micFlag);
  pairs.set(AvId.channelBindings, binding ?? zeros(16));
  pairs.set(AvId.targetName, Buffer.from(service, 'utf16le'));
  return writeAvPairs(pairs);
}

/** A user principal name (`user@domain`) is a name as a whole, without a domain beside it. */
function accountOf(login: string): [user: string, domain: string] {
  const separator = login.indexOf('\\');
  return separator === -1 ? [login, ''] : [login.slice(separator + 1), login.slice(0, separator)];
}

/** In units of 100 ns since 1601 (MS-DTYP 2.3.3). */
function fileTime(date: Date): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}
