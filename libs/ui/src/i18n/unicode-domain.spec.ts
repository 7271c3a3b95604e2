import { domainToUnicode } from 'node:url';
import { unicodeDomain } from './unicode-domain';

describe('A domain', () => {
  it.each([
    ['example.com', 'example.com'],
    ['xn--mller-kva.example', 'müller.example'],
    ['mail.xn--fiqs8s', 'mail.中国'],
    ['xn--e1afmkfd.xn--p1ai', 'пример.рф'],
    ['xn--bcher-kva.xn--caf-dma.example', 'bücher.café.example'],
    ['xn--ls8h.example', '💩.example'],
  ])('%s is written %s', (domain, written) => {
    expect(unicodeDomain(domain)).toBe(written);
    expect(domainToUnicode(domain)).toBe(written);
  });

  it.each(['xn--.example', 'xn--a_b.example', 'xn--99999999999999.example'])('%s, which is no Punycode, stays as it is', (domain) => {
    expect(unicodeDomain(domain)).toBe(domain);
  });
});
