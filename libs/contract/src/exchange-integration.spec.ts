import { exchangeIntegrationInputSchema } from './exchange-integration';
import { exchangeServerVersions, normaliseExchangeVersion } from './exchange-versions';
import { importPolicySchema, openPolicy } from './import-policy';
import { fieldProblems } from './problem';

const codesOf = (input: object): Record<string, string> => {
  const result = exchangeIntegrationInputSchema.safeParse(input);
  return result.success ? {} : Object.fromEntries(fieldProblems(result.error).map(({ path, code }) => [path, code]));
};

describe('The version of an Exchange server', () => {
  it.each(
    exchangeServerVersions.flatMap(({ value, label }) =>
      [value, label, label.toUpperCase(), value.replace('Exchange', '')].map((text) => [text, value]),
    ),
  )('%j is understood as %s', (text, value) => {
    expect(normaliseExchangeVersion(text)).toBe(value);
  });

  it.each(['', 'Detect', 'detect', 'AUTO', null])('%j means that it is detected', (version) => {
    expect(exchangeIntegrationInputSchema.parse({ version })).toEqual({ version: null });
  });

  it.each(['Exchange 2003', 'Exchange2013_SP9', 'Domino'])('%j is none', (version) => {
    expect(codesOf({ version })).toEqual({ version: 'version-unknown' });
  });
});

describe('The Exchange integration’s domains', () => {
  it('are A-labels in lower case, each once', () => {
    const domains = ['Example.COM', ' müller.example ', '@example.com', 'xn--mller-kva.example'];
    expect(exchangeIntegrationInputSchema.parse({ domains })).toEqual({ domains: ['example.com', 'xn--mller-kva.example'] });
  });

  it('are at least one, and domains', () => {
    expect(codesOf({ domains: [] })).toEqual({ domains: 'domain-required' });
    expect(codesOf({ domains: ['example.com', 'not a domain'] })).toEqual({ 'domains.1': 'invalid-domain' });
  });
});

describe('An import policy', () => {
  it('lets everything in unless it says otherwise', () => {
    expect(importPolicySchema.parse({})).toEqual(openPolicy);
  });

  it('compares addresses and domains without regard to case, each once', () => {
    const { exclusions } = importPolicySchema.parse({
      exclusions: { addresses: ['Law@Firm.example', 'law@firm.example'], domains: ['Firm.example', 'firm.example'] },
    });
    expect(exclusions).toEqual({ addresses: ['law@firm.example'], domains: ['firm.example'], sensitivities: [], maxSize: null });
  });
});

describe('A change of the integration', () => {
  it('leaves alone what it does not name', () => {
    expect(exchangeIntegrationInputSchema.parse({ enabled: false })).toEqual({ enabled: false });
  });
});
