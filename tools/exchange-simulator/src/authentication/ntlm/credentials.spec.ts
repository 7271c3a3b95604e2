import { isProven, ntowfV2, proofOf } from './credentials';
import { type AuthenticateMessage, avId } from './messages';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

// MS-NLMP 4.2.1 and 4.2.4: "User" of "Domain" with "Password", time 0, the client's challenge all aa.
const serverChallenge = hex('01 23 45 67 89 ab cd ef');
const clientChallenge = hex(
  '01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 aa aa aa aa aa aa aa aa 00 00 00 00 02 00 0c 00 44 00 6f 00 6d 00 61 00 69 00 6e 00' +
    '01 00 0c 00 53 00 65 00 72 00 76 00 65 00 72 00 00 00 00 00 00 00 00 00',
);
const proof = hex('68 cd 0a b8 51 e5 1c 96 aa bc 92 7b eb ef 6a 1c');

describe('NTLMv2, by the numbers of its specification', () => {
  it('makes the key of MS-NLMP 4.2.4.1.1, whatever the letter case of the user', () => {
    expect(ntowfV2('Password', 'User', 'Domain')).toEqual(hex('0c 86 8a 40 3b fd 7a 93 a3 00 1e f2 2e f0 2e 3f'));
    expect(ntowfV2('Password', 'uSER', 'Domain')).toEqual(ntowfV2('Password', 'User', 'Domain'));
  });

  it('makes the proof of MS-NLMP 4.2.4.2.2', () => {
    expect(proofOf(ntowfV2('Password', 'User', 'Domain'), serverChallenge, clientChallenge)).toEqual(proof);
  });

  it('takes that proof for that password only', () => {
    const answer: AuthenticateMessage = {
      user: 'User',
      domain: 'Domain',
      proof,
      clientChallenge,
      avPairs: new Map([[avId.domainName, Buffer.from('Domain', 'utf16le')]]),
      integrity: undefined,
    };
    const conversation = { negotiate: Buffer.alloc(0), challenge: Buffer.alloc(0), serverChallenge };
    expect(isProven(answer, 'Password', conversation)).toBe(true);
    expect(isProven(answer, 'password', conversation)).toBe(false);
    expect(isProven(answer, 'Password', { ...conversation, serverChallenge: Buffer.alloc(8) })).toBe(false);
  });
});
