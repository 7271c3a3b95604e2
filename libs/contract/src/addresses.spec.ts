import fc from 'fast-check';
import { domainOf, normaliseDomain, normaliseEmailAddress } from './address-text';
import { domainSchema, emailAddressSchema, recipientSchema } from './addresses';
import { fieldProblems } from './problem';

const label = fc
  .stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/)
  .filter((text) => !text.startsWith('xn--') && text.slice(2, 4) !== '--');
const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
const localPart = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/);

describe('A domain', () => {
  it.each([
    ['Example.COM', 'example.com'],
    [' @example.com ', 'example.com'],
    ['example.com.', 'example.com'],
    ['müller.example', 'xn--mller-kva.example'],
    ['MÜLLER.example', 'xn--mller-kva.example'],
    ['xn--mller-kva.example', 'xn--mller-kva.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
  ])('%j is understood as %j', (typed, normalised) => {
    expect(normaliseDomain(typed)).toBe(normalised);
  });

  it.each([
    '',
    'example',
    'exa mple.com',
    'http://example.com',
    'a@example.com',
    'example.com/mail',
    '192.168.1.1',
    '1.2',
    '[::1]',
    'a..b',
    '-.-',
  ])('%j is refused', (typed) => {
    const result = domainSchema.safeParse(typed);
    expect(result.success ? [] : fieldProblems(result.error).map(({ code }) => code)).toEqual(['invalid-domain']);
  });

  it('stays as it is once it is normalised', () => {
    fc.assert(
      fc.property(fc.oneof(domain, fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const once = normaliseDomain(text);
        expect(once === null ? null : normaliseDomain(once)).toBe(once);
      }),
    );
  });

  it('means the same in any letter case', () => {
    fc.assert(fc.property(domain, (text) => normaliseDomain(text.toUpperCase()) === normaliseDomain(text)));
  });
});

describe('An email address', () => {
  it('keeps the case of its local part, which only its server may judge', () => {
    expect(normaliseEmailAddress('  Anna.Berger@DEMO.Test ')).toBe('Anna.Berger@demo.test');
  });

  it('is found by the domain that the lookup stores', () => {
    fc.assert(
      fc.property(localPart, domain, (local, name) => {
        const address = normaliseEmailAddress(`${local}@${name.toUpperCase()}`);
        expect(address === null ? null : domainOf(address)).toBe(normaliseDomain(name));
      }),
    );
  });

  it.each([
    'anna',
    '@demo.test',
    'anna@',
    'anna@demo',
    'an na@demo.test',
    'a@b@demo.test',
    'Anna <anna@demo.test>',
    `${'a'.repeat(65)}@demo.test`,
  ])('%j is refused with a sentence for its field', (typed) => {
    const result = emailAddressSchema.safeParse(typed);
    expect(result.success ? [] : fieldProblems(result.error)).toEqual([
      { path: '', code: 'invalid-email-address', message: 'Enter an email address such as anna@example.com.' },
    ]);
  });

  it('never smuggles a second header, list entry or route through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        const address = normaliseEmailAddress(text);
        expect(address === null || /^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/.test(address)).toBe(true);
      }),
    );
  });
});

describe('A recipient', () => {
  it('may be an address alone, or a name with it', () => {
    expect(recipientSchema.parse('anna@Demo.test')).toEqual({ name: '', address: 'anna@demo.test' });
    expect(recipientSchema.parse({ name: 'Anna', address: 'anna@demo.test' })).toEqual({ name: 'Anna', address: 'anna@demo.test' });
    expect(recipientSchema.parse({ address: 'anna@demo.test' })).toEqual({ name: '', address: 'anna@demo.test' });
  });
});
