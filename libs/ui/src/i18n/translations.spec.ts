import {
  diagnosisCode,
  exclusionReasons,
  FOLDER_NOT_SELECTED,
  problemCodes,
  providerWarningCodes,
  remediableProblemCodes,
} from '@mailroom/contract';
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

  const remediable = [...remediableProblemCodes, ...problemCodes.filter((code) => diagnosisCode(code)?.remedy)];

  it('explains everything that the API can answer a failure with, and what to do about it', () => {
    const needed = [...problemCodes, ...providerWarningCodes, ...remediable.map((code) => `${code}.remedy`)];
    expect(needed.filter((code) => !(`mailroom.code.${code}` in de))).toEqual([]);
  });

  it('explains why a message was not imported', () => {
    const reasons = [...exclusionReasons, FOLDER_NOT_SELECTED];
    expect(reasons.filter((reason) => !(`mailroom.code.${reason}` in de) && !(`mailroom.ledger.${reason}` in de))).toEqual([]);
  });

  it('has no text of a code that the API does not know', () => {
    const known = [...problemCodes, ...providerWarningCodes, ...exclusionReasons, ...remediable.map((code) => `${code}.remedy`)];
    const translated = Object.keys(de)
      .filter((id) => id.startsWith('mailroom.code.'))
      .map((id) => id.slice('mailroom.code.'.length));
    expect(translated.filter((code) => !known.includes(code))).toEqual([]);
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
