import { createHash } from 'node:crypto';
import { generate } from 'selfsigned';
import { judge, recordedChallenge } from '../testing/ntlm-server';
import { channelBinding } from './channel-binding';
import { NtlmClient } from './ntlm-client';
import { lmV2Response, ntlmV2Proof, ntowfV2, zeros } from './ntlm-v2';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const chance = { clientChallenge: Buffer.alloc(8, 0xaa), now: new Date('1601-01-01T00:00:00Z') };
const channel = { service: 'HTTP/mail.example.com', binding: hex('421782df33f5f2439ded6119a3fdbc68') };

describe('NTLMv2 as MS-NLMP 4.2.4 shows it', () => {
  const serverChallenge = hex('0123456789abcdef');
  // MsvAvNbDomainName "Domain", MsvAvNbComputerName "Server".
  const targetInfo = hex('02000c0044006f006d00610069006e00 01000c005300650072007600650072 00 00000000');
  const key = ntowfV2('User', 'Domain', 'Password');

  it('makes the key of the password (4.2.4.1.1)', () => {
    expect(key.toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  });

  it('makes the responses and the session’s key (4.2.4.1.2, 4.2.4.2)', () => {
    const { response, sessionBaseKey } = ntlmV2Proof(key, serverChallenge, chance.clientChallenge, zeros(8), targetInfo);
    expect(response.subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(sessionBaseKey.toString('hex')).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
    expect(lmV2Response(key, serverChallenge, chance.clientChallenge).toString('hex')).toBe(
      '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa',
    );
  });

  it('answers the challenge of the example (4.2.4.3)', () => {
    const challenge = hex(`4e544c4d53535000 02000000 0c000c0038000000 33828ae2 0123456789abcdef 0000000000000000 2400240044000000
      060070170000000f 530065007200760065007200 02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000`);
    const client = new NtlmClient({ login: 'Domain\\User', password: 'Password' });
    const found = judge(client.negotiate, challenge, client.authenticate(challenge, channel, chance), 'Password');
    expect(found).toMatchObject({ user: 'User', domain: 'Domain', isProven: true, isIntact: null });
  });
});

describe('a handshake by NTLM', () => {
  const password = 'pä$$wörd';

  it('is judged here as another implementation makes it, with integrity code and channel binding', () => {
    // Recorded with ntlm-auth 1.4 of Python.
    const negotiate = hex('4e544c4d5353500001000000329088e20600060028000000000000002e0000000601b11d0000000f444f4d41494e');
    const authenticate = hex(
      '4e544c4d5353500003000000180018006a00000070007000820000000c000c00580000000600060064000000000000006a00000000000000f2000000019089a20601b11d0000000fc6d15df3f15e2394825a6ddb1b562e6444004f004d00410049004e007a006f00eb0000000000000000000000000000000000000000000000000030ab980671373f203956e92803c9b63701010000000000000080f21e645adb01b19ef5c113d1d159000000000200060044004f004d0001000600530052005600070008000080f21e645adb0106000400020000000a001000421782df33f5f2439ded6119a3fdbc680000000000000000',
    );
    expect(judge(negotiate, recordedChallenge, authenticate, password)).toMatchObject({
      user: 'zoë',
      domain: 'DOMAIN',
      isProven: true,
      isIntact: true,
      binding: channel.binding.toString('hex'),
    });
    expect(judge(negotiate, recordedChallenge, authenticate, 'another')).toMatchObject({ isProven: false, isIntact: false });
  });

  it.each([
    ['EXAMPLE\\zoë', 'zoë', 'EXAMPLE'],
    ['zoë@example.com', 'zoë@example.com', ''],
    ['zoë', 'zoë', ''],
  ])('signs %s in', (login, user, domain) => {
    const client = new NtlmClient({ login, password });
    const answer = client.authenticate(recordedChallenge, channel);
    expect(judge(client.negotiate, recordedChallenge, answer, password)).toEqual({
      user,
      domain,
      isProven: true,
      isIntact: true,
      binding: channel.binding.toString('hex'),
      service: 'HTTP/mail.example.com',
    });
  });

  it('capitalises names as Windows does, letter by letter', () => {
    expect(ntowfV2('straße', 'D', 'p')).toEqual(ntowfV2('STRAßE', 'D', 'p'));
    expect(ntowfV2('straße', 'D', 'p')).not.toEqual(ntowfV2('STRASSE', 'D', 'p'));
  });

  it.each(['', '4e544c4d535350000300000000', '00'.repeat(64), recordedChallenge.toString('hex').replace('039089a2', '029089a2')])(
    'says that it does not understand the challenge “%s”',
    (challenge) => {
      const client = new NtlmClient({ login: 'zoë', password });
      expect(() => client.authenticate(hex(challenge), channel)).toThrow(/could not be understood/);
    },
  );
});

describe('what ties NTLM to TLS', () => {
  /** RFC 5929, 4.1, in a gss_channel_bindings_struct without addresses. */
  const expected = (certificate: Buffer, algorithm: string): Buffer => {
    const data = Buffer.concat([Buffer.from('tls-server-end-point:'), createHash(algorithm).update(certificate).digest()]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return createHash('md5')
      .update(Buffer.concat([zeros(16), length, data]))
      .digest();
  };

  it.each([
    ['ec', 'sha256', 'sha256'],
    ['ec', 'sha384', 'sha384'],
    ['ec', 'sha512', 'sha512'],
    ['rsa', 'sha1', 'sha256'],
    ['rsa', 'sha384', 'sha384'],
  ] as const)('is the certificate’s hash: of one signed by %s and %s, %s', async (keyType, algorithm, hash) => {
    const { cert } = await generate([{ name: 'commonName', value: 'mail.example.com' }], { keyType, algorithm });
    const der = Buffer.from(cert.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(channelBinding(der)).toEqual(expected(der, hash));
  });
});
