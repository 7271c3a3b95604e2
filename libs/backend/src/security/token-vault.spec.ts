import { TokenVault } from './token-vault';

const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) });

describe('TokenVault', () => {
  const vault = new TokenVault({ encryptionKeys: [key('new', 1), key('old', 2)] });

  it('gives back what it sealed, and seals the same differently each time', () => {
    const sealed = vault.seal('pässword', 'account:1');
    expect(sealed).toMatch(/^new\.[\w-]{16}\.[\w-]+$/);
    expect(vault.open(sealed, 'account:1')).toBe('pässword');
    expect(vault.seal('pässword', 'account:1')).not.toBe(sealed);
  });

  it('still opens what an older key sealed', () => {
    const sealed = new TokenVault({ encryptionKeys: [key('old', 2)] }).seal('secret', 'account:1');
    expect(vault.open(sealed, 'account:1')).toBe('secret');
  });

  it('refuses a value that was copied to another row, cut, or changed', () => {
    const sealed = vault.seal('secret', 'account:1');
    expect(() => vault.open(sealed, 'account:2')).toThrow();
    expect(() => vault.open(sealed.slice(0, -4), 'account:1')).toThrow();
    expect(() => vault.open(sealed.replace(/.{4}$/, 'AAAA'), 'account:1')).toThrow();
    expect(() => vault.open('new..', 'account:1')).toThrow();
  });

  it('names the key that is missing, without the value', () => {
    expect(() => new TokenVault({ encryptionKeys: [key('other', 3)] }).open(vault.seal('secret', 'a'), 'a')).toThrow(/the key “new”/);
  });
});
