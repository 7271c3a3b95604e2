/** RFC 3492, section 5: the parameters of Punycode. */
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const firstBias = 72;
const firstCodePoint = 0x80;

/** A domain as people write it: `müller.example` for `xn--mller-kva.example`. What cannot be decoded stays as it is. */
export function unicodeDomain(domain: string): string {
  return domain
    .split('.')
    .map((label) => (label.length > 4 && label.startsWith('xn--') ? (decoded(label.slice(4)) ?? label) : label))
    .join('.');
}

/** RFC 3492, section 6.2; `null` for what is no Punycode. */
function decoded(punycode: string): string | null {
  const split = punycode.lastIndexOf('-');
  const output = Array.from(split > 0 ? punycode.slice(0, split) : '');
  let codePoint = firstCodePoint;
  let index = 0;
  let bias = firstBias;
  for (let at = split + 1; at < punycode.length; index++) {
    const before = index;
    for (let weight = 1, k = base; ; k += base) {
      const digit = parseDigit(punycode[at++]);
      if (digit === null) return null;
      index += digit * weight;
      const threshold = Math.min(Math.max(k - bias, tMin), tMax);
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    bias = adapted(index - before, output.length + 1, before === 0);
    codePoint += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (codePoint > 0x10ffff) return null;
    output.splice(index, 0, String.fromCodePoint(codePoint));
  }
  return output.join('');
}

/** RFC 3492, section 5: letters are 0 to 25, digits 26 to 35. */
function parseDigit(character: string | undefined): number | null {
  if (character === undefined) return null;
  if (/[a-z]/i.test(character)) return character.toLowerCase().charCodeAt(0) - 97;
  return /\d/.test(character) ? Number(character) + 26 : null;
}

/** RFC 3492, section 6.1. */
function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / damp) : delta >> 1;
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) >> 1; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew));
}
