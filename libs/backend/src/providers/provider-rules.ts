import { Injectable } from '@nestjs/common';
import type { FieldProblem, ProviderInput } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import { X509Certificate } from 'node:crypto';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { ProblemError } from '../http/problem-error';
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

  /** @throws ProblemError 422 naming the fields */
  async check(provider: ProviderInput): Promise<void> {
    const problems = [...this.offerProblems(provider), ...certificateProblems(provider), ...(await this.addressProblems(provider))];
    if (problems.length > 0) throw ProblemError.invalid(...problems);
  }

  private offerProblems({ serviceType, authMethod, exchangeVersion }: ProviderInput): FieldProblem[] {
    const offer = this.connector.offers.find((candidate) => candidate.serviceType === serviceType);
    if (!offer) return [problem('serviceType', 'service-type-unavailable', 'This CRM cannot connect to this type of mail service.')];
    const problems: FieldProblem[] = [];
    if (!offer.authMethods.includes(authMethod)) {
      problems.push(problem('authMethod', 'auth-method-unavailable', `Choose one of: ${offer.authMethods.join(', ')}.`));
    }
    if (exchangeVersion !== null && !offer.versions.includes(exchangeVersion)) {
      problems.push(problem('exchangeVersion', 'version-unknown', `Choose one of: ${offer.versions.join(', ')}.`));
    }
    return problems;
  }

  /** A name that cannot be looked up is accepted: its server may not be there yet, and connecting says so. */
  private async addressProblems({ serviceAddress }: ProviderInput): Promise<FieldProblem[]> {
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

function certificateProblems({ trustedCertificate }: ProviderInput): FieldProblem[] {
  if (trustedCertificate === null) return [];
  try {
    new X509Certificate(trustedCertificate);
    return [];
  } catch {
    return [problem('trustedCertificate', 'invalid-certificate', 'This certificate cannot be read. Paste it again, whole, in PEM form.')];
  }
}

const problem = (path: string, code: string, message: string): FieldProblem => ({ path, code, message });

const plainHttp = problem(
  'serviceAddress',
  'plain-http-forbidden',
  'Without https:// everybody on the network could read the passwords. Use the server’s https address.',
);
