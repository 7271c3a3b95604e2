import { parseAddresses } from './addresses';
import { parseDate } from './dates';
import { decodeHeaderText } from './encoded-words';
import { parseMessageIds } from './message-ids';
import { parseParameters } from './parameters';

const shown = (raw: string): string[] => parseAddresses(raw).map(({ name, address }) => `${name} <${address}>`);

describe('addresses', () => {
  it.each([
    ['ann@example.com', [' <ann@example.com>']],
    ['<ann@example.com>, , Bob <bob@example.com>;', [' <ann@example.com>', 'Bob <bob@example.com>']],
    ['"Ann \\"A\\" Lee" <ann@example.com>', ['Ann "A" Lee <ann@example.com>']],
    ['Ann (at (her) desk) Lee <ann@example.com>', ['Ann Lee <ann@example.com>']],
    ['ann@example.com (Ann Lee)', ['Ann Lee <ann@example.com>']],
    ['Ann Lee ann@example.com', ['Ann Lee <ann@example.com>']],
    ['"ann@example.com" <ann@example.com>', [' <ann@example.com>']],
    ['undisclosed-recipients:;', []],
    ['<undisclosed-recipients:;>', []],
    [
      'Team: ann@example.com, Bob <bob@example.com>;, carl@example.com',
      [' <ann@example.com>', 'Bob <bob@example.com>', ' <carl@example.com>'],
    ],
    ['root', ['root <>']],
    ['<root>', [' <root>']],
    ['"john doe"@example.com', [' <"john doe"@example.com>']],
    ['"unterminated <ann@example.com>', ['"unterminated <ann@example.com>']],
    ['=?utf-8?Q?Lee=2C_Ann?= <ann@example.com>', ['Lee, Ann <ann@example.com>']],
    ['=?utf-8?B?QW5uIDxhbm5AZXhhbXBsZS5jb20+?=', ['Ann <ann@example.com>']],
  ])('%s is understood', (raw, expected) => {
    expect(shown(raw)).toEqual(expected);
  });

  it('never takes an address from within quotes', () => {
    expect(shown('"boss@example.com" <thief@example.net>')).toEqual(['boss@example.com <thief@example.net>']);
    expect(shown('"boss@example.com x"')).toEqual(['boss@example.com x <>']);
  });
});

describe('encoded words', () => {
  it.each([
    ['=?UTF-8?B?4oI=?= =?utf-8?B?rCBvZmZlcg==?=', '€ offer'],
    ['=?utf-8?Q?=E2=82?= =?utf-8?B?rA==?=', '€'],
    ['=?utf-8?B?4oKs4o?= =?utf-8?B?Ks?=', '€€'],
    ['a =?iso-8859-1*de?q?gr=FC=DFe_?= b', 'a grüße  b'],
    ['=?windows-1252?Q?=80=93?=', '€“'],
    ['=?ks_c_5601-1987?B?sei4rg==?=', '김리'],
    ['=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?= =?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=', 'テストテスト'],
    ['=?x-unknown?Q?caf=E9?=', 'café'],
    ['=?utf-8?Q?broken', '=?utf-8?Q?broken'],
    ['=?utf-8?Q?50=_=zz?=', '50= =zz'],
  ])('%s is readable', (raw, expected) => {
    expect(decodeHeaderText(raw)).toBe(expected);
  });
});

describe('parameters', () => {
  it.each([
    ['attachment; filename="a;b\\"c.txt"', 'a;b"c.txt'],
    ["attachment; filename=plain.txt; filename*=utf-8'en'%c3%bc.txt", 'ü.txt'],
    ['attachment; filename*1=b.txt; filename*0=a', 'ab.txt'],
    ['attachment; FILENAME = "=?utf-8?B?w7w=?=.txt"', 'ü.txt'],
    ['attachment; filename="\xc3\xbc.txt"', 'ü.txt'],
    ["attachment; filename*=nonsense''%fc.txt", 'ü.txt'],
  ])('%s names its file', (raw, filename) => {
    expect(parseParameters(raw, []).parameters['filename']).toBe(filename);
  });

  it('cannot change what every object has', () => {
    const { parameters } = parseParameters('text/plain; __proto__=x; constructor=y', []);
    expect(Object.keys(parameters)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('dates', () => {
  it.each([
    ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06.000Z'],
    ['21 Nov 97 09:55 EST', '1997-11-21T14:55:00.000Z'],
    ['Mon, 21 Aug 95 13:30:57 -600', '1995-08-21T19:30:57.000Z'],
    ['Fri, 23 Aug 2002 22:46:34 GMT+1', '2002-08-23T21:46:34.000Z'],
    ['Tue, 3 Mar 2026 10:00:00', '2026-03-03T10:00:00.000Z'],
    ['2026-03-03T10:00:00Z', '2026-03-03T10:00:00.000Z'],
  ])('%s is an instant', (text, expected) => {
    expect(parseDate(text)?.toISOString()).toBe(expected);
  });

  it.each(['', 'Whenever', 'Pn, 29 paX 2007 21:13:00 +0100', '99 Nov 2026 10:00:00 +0000'])('"%s" is none', (text) => {
    expect(parseDate(text)).toBeNull();
  });
});

describe('message identifiers', () => {
  it.each([
    ['<a@b> <c@d>', ['a@b', 'c@d']],
    ['<a@b><c@d>', ['a@b', 'c@d']],
    ['a@b c@d', ['a@b', 'c@d']],
    ['<a@b>; from Ann on Monday', ['a@b']],
    ['Message from ann@example.com of Monday', []],
    ['Message from Ann <ann@example.com> of Monday <a@b>', ['a@b']],
  ])('are found in %s', (text, ids) => {
    expect(parseMessageIds(text)).toEqual(ids);
  });
});
