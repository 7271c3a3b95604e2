import type * as z from 'zod';
import { fieldProblems } from './problem';
import { problemCodes, remediableProblemCodes } from './problem-codes';
import { normaliseServiceAddress, serviceAddressSchema } from './service-address';

/** Complete by its type: a code that the schema library brings anew does not compile without a line here. */
const ofTheSchemaLibrary: Record<z.core.$ZodIssue['code'], true> = {
  custom: true,
  invalid_element: true,
  invalid_format: true,
  invalid_key: true,
  invalid_type: true,
  invalid_union: true,
  invalid_value: true,
  not_multiple_of: true,
  too_big: true,
  too_small: true,
  unrecognized_keys: true,
};

describe('the catalogue of problem codes', () => {
  it('has each code once, in kebab case', () => {
    expect(new Set(problemCodes).size).toBe(problemCodes.length);
    expect(problemCodes.filter((code) => !/^[a-z]+\d*(-[a-z0-9]+)*$/.test(code))).toEqual([]);
    expect(remediableProblemCodes.filter((code) => !problemCodes.includes(code))).toEqual([]);
  });

  it('knows every code of the schema library, as it is answered', () => {
    const codes = Object.keys(ofTheSchemaLibrary).map((code) => code.replaceAll('_', '-'));
    expect(codes.filter((code) => !(problemCodes as readonly string[]).includes(code))).toEqual([]);
  });

  it('knows what a service address is refused with', () => {
    for (const address of ['', 'ftp://a.example', 'a b', 'https://a:b@a.example', 'a.example/owa']) {
      expect(normaliseServiceAddress(address)).toHaveProperty('problem');
      const { error } = serviceAddressSchema.safeParse(address);
      expect(problemCodes).toContain(error && fieldProblems(error)[0]?.code);
    }
  });
});
