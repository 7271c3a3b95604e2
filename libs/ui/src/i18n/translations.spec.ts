import { diagnosisCode, diagnosisFindings, mailErrors } from '@mailroom/contract';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { de } from './de';

const sources = readdirSync(join(__dirname, '..'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|html)$/.test(path) && !path.endsWith('.spec.ts'))
  .map((path) => readFileSync(join(__dirname, '..', path), 'utf8').replaceAll('@@mailroom.code.${', ''));
const idsInSources = new Set(sources.flatMap((source) => [...source.matchAll(/@@(mailroom(?:\.[\w-]+)+)/g)].map(([, id]) => id)));

describe('German', () => {
  it('has a text for everything that the screens say', () => {
    expect([...idsInSources].filter((id) => id !== undefined && !(id in de))).toEqual([]);
  });

  it('has no text that no screen says', () => {
    expect(Object.keys(de).filter((id) => !id.startsWith('mailroom.code.') && !idsInSources.has(id))).toEqual([]);
  });

  it('explains every way in which a mailbox can fail to open, and what to do about it', () => {
    const codes = [...Object.keys(mailErrors), ...diagnosisFindings];
    const needed = codes.flatMap((code) => [
      `mailroom.code.${code}`,
      ...(diagnosisCode(code)?.remedy ? [`mailroom.code.${code}.remedy`] : []),
    ]);
    expect(needed.filter((id) => !(id in de))).toEqual([]);
  });

  it('keeps each placeholder of a text that is made in code', () => {
    const tagged = sources.flatMap((source) => [...source.matchAll(/\$localize`:@@(mailroom[\w.-]+):([^`]*)`/g)]);
    const names = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? '').sort();
    const differing = tagged.filter(
      ([, id = '', english = '']) => names(english, /\}:(\w+):/g).join() !== names(de[id] ?? '', /\{\$(\w+)\}/g).join(),
    );
    expect(differing.map(([, id]) => id)).toEqual([]);
  });
});
