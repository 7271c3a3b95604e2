import { AvId, readAvPairs } from '../ntlm/av-pairs';
import { hmacMd5, ntowfV2 } from '../ntlm/ntlm-v2';
import type { ScriptedAnswer, ScriptedRequest } from './scripted-server';

/** What an AUTHENTICATE_MESSAGE says, and proves. */
export interface NtlmFindings {
  user: string;
  domain: string;
  /** Whether it was made with the password. */
  isProven: boolean;
  /** Whether no message was changed; `null` when it does not say. */
  isIntact: boolean | null;
  /** The channel binding and the service's name. */
  binding: string;
  service: string;
}

/** Judges a handshake as a server does (MS-NLMP 3.2.5.1.2), without session keys of their own. */
export function judge(negotiate: Buffer, challenge: Buffer, authenticate: Buffer, password: string): NtlmFindings {
  const field = (at: number): Buffer => {
    const offset = authenticate.readUInt32LE(at + 4);
    return authenticate.subarray(offset, offset + authenticate.readUInt16LE(at));
  };
  const response = field(20);
  const domain = field(28).toString('utf16le');
  const user = field(36).toString('utf16le');
  const key = ntowfV2(user, domain, password);
  const proof = hmacMd5(key, challenge.subarray(24, 32), response.subarray(16));
  const pairs = readAvPairs(response.subarray(16 + 28));
  const mic = Buffer.from(authenticate.subarray(72, 88));
  const unsigned = Buffer.from(authenticate);
  unsigned.fill(0, 72, 88);
  const hasMic = ((pairs.get(AvId.flags)?.[0] ?? 0) & 2) !== 0;
  return {
    user,
    domain,
    isProven: proof.equals(response.subarray(0, 16)),
    isIntact: hasMic ? hmacMd5(hmacMd5(key, proof), negotiate, challenge, unsigned).equals(mic) : null,
    binding: pairs.get(AvId.channelBindings)?.toString('hex') ?? '',
    service: pairs.get(AvId.targetName)?.toString('utf16le') ?? '',
  };
}

/** The challenge of another implementation's recorded handshake, with the server's time. */
export const recordedChallenge = Buffer.from(
  '4e544c4d53535000020000000600060038000000039089a20123456789abcdef0000000000000000240024003e0000000a0063450000000f44004f004d000200060044004f004d0001000600530052005600070008000080f21e645adb0100000000',
  'hex',
);

export interface NtlmGate {
  password: string;
  /** Default NTLM. */
  scheme?: 'NTLM' | 'Negotiate';
  /** Extended Protection: the binding that a handshake must have, in hex. */
  binding?: string;
  /** Ends the connection after the challenge, as a proxy does that knows nothing of NTLM. */
  breaksUp?: boolean;
}

/** Lets requests through on connections that are signed in by NTLM. Findings are noted in their order. */
export function ntlmGate(gate: NtlmGate, findings: NtlmFindings[], answer: (request: ScriptedRequest) => ScriptedAnswer) {
  const { scheme = 'NTLM', password, binding, breaksUp = false } = gate;
  const negotiated = new Map<number, Buffer>();
  const signedIn = new Set<number>();
  const refuse = (challenge: string, headers = {}): ScriptedAnswer => ({
    status: 401,
    headers: { 'www-authenticate': challenge, 'Content-Type': 'text/html', ...headers },
    chunks: ['<html>Please sign in.</html>'],
  });
  return (request: ScriptedRequest): ScriptedAnswer => {
    const { connection } = request;
    const { authorization } = request.headers;
    if (authorization === undefined) return signedIn.has(connection) ? answer(request) : refuse(scheme);
    const [offered, token = ''] = authorization.split(' ');
    const message = Buffer.from(token, 'base64');
    if (offered !== scheme) return refuse(scheme);
    if (message[8] === 1) {
      negotiated.set(connection, message);
      return refuse(`${scheme} ${recordedChallenge.toString('base64')}`, breaksUp ? { Connection: 'close' } : {});
    }
    const negotiate = negotiated.get(connection);
    negotiated.delete(connection);
    if (!negotiate) return refuse(scheme);
    const found = judge(negotiate, recordedChallenge, message, password);
    findings.push(found);
    if (!found.isProven || found.isIntact === false || (binding !== undefined && found.binding !== binding)) return refuse(scheme);
    signedIn.add(connection);
    return answer(request);
  };
}
