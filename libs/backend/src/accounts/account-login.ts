import { deriveLogin, type ProblemCodeWithoutRemedy } from '@mailroom/contract';
import { ProblemError } from '../http/problem-error';
import type { ProviderEntity } from '../providers/provider.entity';

/**
 * The login of an account: what the provider's format derives from the address, or what the user typed. With OAuth 2.0 it is what they
 * are expected to sign in as.
 * @throws ProblemError 422 `login-required` or `login-contradicts`
 */
export function loginFor({ loginFormat, name, authMethod }: ProviderEntity, emailAddress: string, typed: string | undefined): string {
  if (authMethod === 'oauth2') return typed ?? emailAddress;
  const derived = deriveLogin(loginFormat, emailAddress);
  if (derived === null) {
    if (typed !== undefined) return typed;
    throw fieldProblem('login', 'login-required', `“${name}” needs your user name on the mail server.`);
  }
  if (typed !== undefined && typed.toLowerCase() !== derived.toLowerCase()) {
    throw fieldProblem('login', 'login-contradicts', `With “${name}” the user name is always ${derived}.`);
  }
  return derived;
}

/** A 422 whose code says by itself what is missing; it names the field besides. */
export function fieldProblem(path: string, code: ProblemCodeWithoutRemedy, message: string): ProblemError {
  return new ProblemError(422, code, message, { errors: [{ path, code, message }] });
}
