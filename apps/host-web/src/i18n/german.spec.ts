import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { de } from './de';

const sources = join(__dirname, '..');

function usedIds(): Set<string> {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.spec)\.(ts|html)$/.test(file));
  const ids = files.flatMap((file) =>
    Array.from(readFileSync(join(sources, file), 'utf8').matchAll(/@@(host\.[\w.-]+)/g), (match) => match[1] ?? ''),
  );
  return new Set(ids);
}

describe('the reference CRM in German', () => {
  it('has a text for everything that it says, and none that nothing says', () => {
    expect(Object.keys(de).sort()).toEqual([...usedIds()].sort());
  });
});
