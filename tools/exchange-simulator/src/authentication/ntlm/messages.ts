/** The messages of NTLM (MS-NLMP 2.2.1); all numbers are little-endian. */
const signature = Buffer.from('NTLMSSP\0', 'latin1');

/** NEGOTIATE flags (MS-NLMP 2.2.2.5). */
const flag = {
  unicode: 0x1,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  targetTypeDomain: 0x10000,
  extendedSessionSecurity: 0x80000,
  targetInfo: 0x800000,
  version: 0x2000000,
  bits128: 0x20000000,
} as const;

/**
 * What every challenge says. A key exchange is not offered, as nothing over HTTP is signed or sealed: so the key of the message integrity
 * code is the session base key itself (MS-NLMP 3.2.5.1.2).
 */
const challengeFlags = Object.values(flag).reduce((all, one) => all | one, 0) >>> 0;

/** Kinds of AV_PAIR (MS-NLMP 2.2.2.1). */
export const avId = {
  end: 0,
  computerName: 1,
  domainName: 2,
  dnsComputerName: 3,
  dnsDomainName: 4,
  flags: 6,
  timestamp: 7,
  channelBindings: 10,
} as const;

/** Bit of the AV_PAIR `flags` that says that the message has an integrity code. */
const hasIntegrityCode = 2;
const integrityCodeAt = 72;
/** Where the AV_PAIRs begin in an NTLMv2_CLIENT_CHALLENGE (MS-NLMP 2.2.2.7). */
const avPairsAt = 28;
const proofLength = 16;

/** An AUTHENTICATE_MESSAGE (type 3) with an NTLMv2 response. */
export interface AuthenticateMessage {
  readonly user: string;
  readonly domain: string;
  /** NTProofStr, which proves that the password is known. */
  readonly proof: Buffer;
  /** The rest of the response, which the proof covers: the client's challenge with its time and AV_PAIRs. */
  readonly clientChallenge: Buffer;
  readonly avPairs: ReadonlyMap<number, Buffer>;
  /** The code over all three messages, where the client says that there is one; and this message without it. */
  readonly integrity: { readonly code: Buffer; readonly message: Buffer } | undefined;
}

/** The type of a message: 1 (negotiate) or 3 (authenticate); undefined for what is no message of a client. */
export function messageType(message: Buffer): 1 | 3 | undefined {
  if (message.length < 16 || !message.subarray(0, 8).equals(signature)) return undefined;
  const type = message.readUInt32LE(8);
  return type === 1 || type === 3 ? type : undefined;
}

/** Writes a CHALLENGE_MESSAGE (type 2) of a server in a domain, both named as NetBIOS does. */
export function challengeMessage(serverChallenge: Buffer, { domain, server }: { domain: string; server: string }, time: Date): Buffer {
  const targetName = Buffer.from(domain, 'utf16le');
  const targetInfo = Buffer.concat([
    avPair(avId.domainName, Buffer.from(domain, 'utf16le')),
    avPair(avId.computerName, Buffer.from(server, 'utf16le')),
    avPair(avId.dnsDomainName, Buffer.from(domain.toLowerCase(), 'utf16le')),
    avPair(avId.dnsComputerName, Buffer.from(server.toLowerCase(), 'utf16le')),
    avPair(avId.timestamp, fileTime(time)),
    avPair(avId.end, Buffer.alloc(0)),
  ]);
  const head = Buffer.alloc(56);
  signature.copy(head);
  head.writeUInt32LE(2, 8);
  writeFields(head, 12, targetName.length, head.length);
  head.writeUInt32LE(challengeFlags, 20);
  serverChallenge.copy(head, 24);
  writeFields(head, 40, targetInfo.length, head.length + targetName.length);
  // Windows Server 2016, NTLMSSP revision 15 (MS-NLMP 2.2.2.10).
  Buffer.from([10, 0, 0x39, 0x38, 0, 0, 0, 15]).copy(head, 48);
  return Buffer.concat([head, targetName, targetInfo]);
}

/** Undefined when the message is cut off, or has no NTLMv2 response (an older one, or none as "anonymous" has). */
export function parseAuthenticate(message: Buffer): AuthenticateMessage | undefined {
  if (message.length < 64) return undefined;
  const response = field(message, 20);
  const domain = field(message, 28);
  const user = field(message, 36);
  if (response === undefined || domain === undefined || user === undefined) return undefined;
  const clientChallenge = response.subarray(proofLength);
  const avPairs = parseAvPairs(clientChallenge.subarray(avPairsAt));
  if (clientChallenge.length < avPairsAt || clientChallenge.readUInt16LE(0) !== 0x0101 || avPairs === undefined) return undefined;
  const encoding = (message.readUInt32LE(60) & flag.unicode) === 0 ? 'latin1' : 'utf16le';
  const flags = avPairs.get(avId.flags);
  const isSigned = flags !== undefined && flags.length === 4 && (flags.readUInt32LE(0) & hasIntegrityCode) !== 0;
  if (isSigned && message.length < integrityCodeAt + 16) return undefined;
  return {
    user: user.toString(encoding),
    domain: domain.toString(encoding),
    proof: response.subarray(0, proofLength),
    clientChallenge,
    avPairs,
    integrity: isSigned ? integrityOf(message) : undefined,
  };
}

function integrityOf(message: Buffer): { code: Buffer; message: Buffer } {
  const without = Buffer.from(message).fill(0, integrityCodeAt, integrityCodeAt + 16);
  return { code: message.subarray(integrityCodeAt, integrityCodeAt + 16), message: without };
}

function avPair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function parseAvPairs(bytes: Buffer): Map<number, Buffer> | undefined {
  const pairs = new Map<number, Buffer>();
  for (let offset = 0; offset + 4 <= bytes.length;) {
    const id = bytes.readUInt16LE(offset);
    if (id === avId.end) return pairs;
    const end = offset + 4 + bytes.readUInt16LE(offset + 2);
    if (end > bytes.length) return undefined;
    pairs.set(id, bytes.subarray(offset + 4, end));
    offset = end;
  }
  return undefined;
}

/** Length, the same again, and offset of something in the payload. */
function writeFields(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function field(message: Buffer, at: number): Buffer | undefined {
  const start = message.readUInt32LE(at + 4);
  const end = start + message.readUInt16LE(at);
  return end <= message.length ? message.subarray(start, end) : undefined;
}

/** A FILETIME: tenths of a microsecond since 1601. */
function fileTime(time: Date): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(time.getTime()) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}
