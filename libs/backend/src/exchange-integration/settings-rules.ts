import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '@mailroom/contract';
import { type KnownFieldProblem, ProblemError } from '../http/problem-error';
import { ProviderRules } from '../providers/provider-rules';
import { domainsOf, type IntegrationState } from './integration-state';

/** What the settings must satisfy, and how it is called there what an email provider calls otherwise. */
const paths: Partial<Record<string, string>> = { serviceAddress: 'server', exchangeVersion: 'version' };

/** The rules of the integration's settings that the contract's schema cannot judge: what of them must be there, and what this installation allows. */
@Injectable()
export class SettingsRules {
  constructor(private readonly providers: ProviderRules) {}

  /** @param privateKey as it was just entered. @throws ProblemError 422 naming the fields */
  async check(before: IntegrationState, after: IntegrationState, privateKey: string | null): Promise<void> {
    const missing = [...(after.integration.status === 'disabled' ? [] : missingFields(after)), ...reused(before, after)];
    if (missing.length > 0) throw ProblemError.invalid(...missing);
    if (after.provider.serviceAddress !== '') await this.checkProvider(after, privateKey);
  }

  private async checkProvider({ provider }: IntegrationState, privateKey: string | null): Promise<void> {
    const { cloud, ...fields } = provider;
    try {
      await this.providers.check({ ...fields, ...(cloud && { cloud }), privateKey, exchangeVersion: null, domains: [] });
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.options.errors) throw error;
      throw ProblemError.invalid<string>(
        ...error.options.errors.map((problem) => ({ ...problem, path: paths[problem.path] ?? problem.path })),
      );
    }
  }
}

const problem = (path: string, code: ProblemCode, message: string): KnownFieldProblem => ({ path, code, message });

function missingFields({ integration, provider }: IntegrationState): KnownFieldProblem[] {
  const { authMethod, clientId, clientSecret, clientCertificate, privateKey, directoryTenant, authority } = provider;
  const isOAuth = authMethod === 'oauth2';
  const hasCertificate = clientCertificate !== null && privateKey !== null;
  return [
    provider.serviceAddress === '' && problem('server', 'server-required', 'Enter the name of the Exchange server.'),
    domainsOf(integration).length === 0 && problem('domains', 'domain-required', 'Enter at least one domain.'),
    !isOAuth && !integration.login && problem('login', 'login-required', 'Enter the user name of the super-user.'),
    !isOAuth && !integration.password && problem('password', 'password-required', 'Enter the super-user’s password.'),
    isOAuth && !clientId && problem('clientId', 'client-id-required', 'OAuth 2.0 needs the Application (client) ID.'),
    isOAuth && !clientSecret && !hasCertificate && problem('clientSecret', 'client-secret-required', 'OAuth 2.0 needs the client secret.'),
    isOAuth && clientCertificate && !privateKey && problem('privateKey', 'private-key-required', 'The certificate needs its private key.'),
    isOAuth &&
      !authority &&
      !directoryTenant &&
      problem('directoryTenant', 'tenant-required', 'Enter the directory (tenant) that the application belongs to.'),
  ].filter((each) => each !== false && each !== null && each !== '');
}

/** A password that was entered for one server is not shown to another. */
function reused(before: IntegrationState, after: IntegrationState): KnownFieldProblem[] {
  const { password } = after.integration;
  const isSame = before.provider.serviceAddress === after.provider.serviceAddress || before.provider.serviceAddress === '';
  if (isSame || password === null || password !== before.integration.password) return [];
  return [problem('password', 'password-required', 'Enter the super-user’s password again: it goes to another server.')];
}
