import * as z from 'zod';
import { ruleCode } from './problem-codes';

/** The versions of Exchange Server that an administrator may choose, oldest first, and what people call them. */
export const exchangeServerVersions = [
  { value: 'Exchange2007', label: 'Exchange 2007' },
  { value: 'Exchange2007_SP1', label: 'Exchange 2007 SP1' },
  { value: 'Exchange2010', label: 'Exchange 2010' },
  { value: 'Exchange2010_SP1', label: 'Exchange 2010 SP1' },
  { value: 'Exchange2010_SP2', label: 'Exchange 2010 SP2' },
  { value: 'Exchange2013', label: 'Exchange 2013' },
  { value: 'Exchange2013_SP1', label: 'Exchange 2013 SP1' },
  { value: 'Exchange2016', label: 'Exchange 2016' },
  { value: 'Exchange2019', label: 'Exchange 2019' },
  { value: 'ExchangeSE', label: 'Exchange Server Subscription Edition' },
] as const;
export type ExchangeServerVersion = (typeof exchangeServerVersions)[number]['value'];

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^(microsoft|ms)/, '')
    .replace(/^exchange(server)?/, '');

const byPlainName = new Map<string, ExchangeServerVersion | null>([
  ...exchangeServerVersions.flatMap(({ value, label }): [string, ExchangeServerVersion][] => [
    [plain(value), value],
    [plain(label), value],
  ]),
  ...['', 'detect', 'auto', 'automatic', 'any'].map((name): [string, null] => [name, null]),
]);

/**
 * Understands how people and scripts write a version: `Exchange2013_SP1`, `Exchange 2013 SP1`, `2013 sp1`.
 * @returns `null` for "Detect", `undefined` for what is no version
 */
export function normaliseExchangeVersion(text: string): ExchangeServerVersion | null | undefined {
  return byPlainName.get(plain(text));
}

/** `null`: detected, by what the server answers. */
export const exchangeVersionSchema = z
  .string()
  .max(60)
  .nullable()
  .transform((text, context): ExchangeServerVersion | null => {
    const version = text === null ? null : normaliseExchangeVersion(text);
    if (version !== undefined) return version;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `Choose “Detect” or one of: ${exchangeServerVersions.map(({ label }) => label).join(', ')}.`,
      params: ruleCode('version-unknown'),
    });
    return z.NEVER;
  });
