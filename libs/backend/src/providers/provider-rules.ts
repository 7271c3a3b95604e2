import { Injectable } from '@nestjs/common';
import { type ProblemCode, type ProviderInput, type ProviderWarning, type ServiceTypeOffer, warningsOf } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { type KnownFieldProblem, ProblemError } from '../http/problem-error';
import { OutgoingNetwork } from '../security/outgoing-network';

/** The rules of a provider that only this installation can judge; the contract's schema knows the others. */
@Injectable()
export class ProviderRules {
  constructor(
    private readonly connector: MailboxConnector,
    private readonly network: OutgoingNetwork,
  ) {}

  /** Whether one of the host's adapters can serve it. */
  isUsable({ serviceType, authMethod }: Pick<ProviderInput, 'serviceType' | 'authMethod'>): boolean {
    return this.connector.offers.some((offer) => offer.serviceType === serviceType && offer.authMethods.includes(authMethod));
  }

  /** What an administrator should know of it though it is right. */
  warnings(provider: Pick<ProviderInput, 'serviceType' | 'serviceAddress' | 'authMethod'>): ProviderWarning[] {
    return warningsOf(provider, this.offerOf(provider)?.warnings ?? []);
  }

  /** @throws ProblemError 422 naming the fields */
  async check(provider: ProviderInput): Promise<void> {
    const problems = [
      ...this.offerProblems(provider),
      ...certificateProblems('trustedCertificate', provider.trustedCertificate),
      ...certificateProblems('clientCertificate', provider.clientCertificate ?? null),
      ...privateKeyProblems(provider),
      ...(await this.addressProblems(provider)),
      ...(await this.authorityProblems(provider)),
    ];
    if (problems.length > 0) throw ProblemError.invalid(...problems);
  }

  private offerOf({ serviceType }: Pick<ProviderInput, 'serviceType'>): ServiceTypeOffer | undefined {
    return this.connector.offers.find((offer) => offer.serviceType === serviceType);
  }

  private offerProblems({ serviceType, authMethod, exchangeVersion }: ProviderInput): KnownFieldProblem[] {
    const offer = this.offerOf({ serviceType });
    if (!offer) return [problem('serviceType', 'service-type-unavailable', 'This CRM cannot connect to this type of mail service.')];
    const problems: KnownFieldProblem[] = [];
    if (!offer.authMethods.includes(authMethod)) {
      problems.push(problem('authMethod', 'auth-method-unavailable', `Choose one of: ${offer.authMethods.join(', ')}.`));
    }
    if (exchangeVersion !== null && !offer.versions.includes(exchangeVersion)) {
      problems.push(problem('exchangeVersion', 'version-unknown', `Choose one of: ${offer.versions.join(', ')}.`));
    }
    return problems;
  }

  /** As a service address: the CRM's server sends the application's secret there. */
  private async authorityProblems({ authority }: ProviderInput): Promise<KnownFieldProblem[]> {
    if (authority === undefined || authority === null) return [];
    try {
      await this.network.resolve(new URL(authority).hostname.replace(/^\[|\]$/g, ''));
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      if (error.code === 'network-forbidden') return [problem('authority', error.code, `${error.message} ${error.remedy}`)];
    }
    return [];
  }

  /** A name that cannot be looked up is accepted: its server may not be there yet, and connecting says so. */
  private async addressProblems({ serviceAddress }: ProviderInput): Promise<KnownFieldProblem[]> {
    const isPlain = serviceAddress.startsWith('http://');
    const host = new URL(isPlain ? serviceAddress : `https://${serviceAddress}`).hostname.replace(/^\[|\]$/g, '');
    try {
      const { address } = await this.network.resolve(host);
      return isPlain && !this.network.allowsPlainHttp(address) ? [plainHttp] : [];
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      if (error.code === 'network-forbidden') return [problem('serviceAddress', error.code, `${error.message} ${error.remedy}`)];
      return isPlain ? [plainHttp] : [];
    }
  }
}

function certificateProblems(path: string, certificate: string | null): KnownFieldProblem[] {
  if (certificate === null || isReadable(() => new X509Certificate(certificate))) return [];
  return [problem(path, 'invalid-certificate', 'This certificate cannot be read. Paste it again, whole, in PEM form.')];
}

function privateKeyProblems({ privateKey }: ProviderInput): KnownFieldProblem[] {
  if (!privateKey || isReadable(() => createPrivateKey(privateKey))) return [];
  return [
    problem('privateKey', 'invalid-private-key', 'This private key cannot be read. Paste it again, whole, unencrypted, in PEM form.'),
  ];
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

const problem = (path: string, code: ProblemCode, message: string): KnownFieldProblem => ({ path, code, message });

const plainHttp = problem(
  'serviceAddress',
  'plain-http-forbidden',
  'Without https:// everybody on the network could read the passwords. Use the server’s https address.',
);
