/** A source of numbers below a bound, the same for the same seed. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words = 30_000;

/** A word by its rank: `w0` is in most texts, `w29999` in hardly any, as in a language. */
function word(random: (below: number) => number): string {
  return `w${Math.floor(words ** (random(1_000_000) / 1_000_000)) - 1}`;
}

export function text(random: (below: number) => number, length: number): string {
  return Array.from({ length }, () => word(random)).join(' ');
}

export function person(index: number): { name: string; address: string } {
  return { name: `Person ${index}`, address: `person${index}@company${index % 300}.example` };
}

/** A message's bytes, as small as mail is at its smallest. */
export function rawMessage(index: number): Buffer {
  const { name, address } = person(index);
  const fields = [`From: ${name} <${address}>`, 'To: anna@demo.test', `Subject: Message ${index}`, `Message-ID: <${index}@bench.example>`];
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\nThe text of message ${index}.\r\n`.padEnd(2_000, '.'));
}
