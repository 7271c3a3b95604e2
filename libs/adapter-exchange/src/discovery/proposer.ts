import { type AuthMethod, normaliseServiceAddress, type ProviderProposal } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import { microsoft365Address } from './microsoft365';
import { ewsSchemes, type Visitor } from './visit';

export type Proposal = ProviderProposal;

/** What is proposed where a server offers several ways, the best one first. OAuth 2.0 needs an application that nobody has told of. */
const preferred: readonly (readonly [scheme: string, method: AuthMethod])[] = [
  ['ntlm', 'ntlm'],
  ['negotiate', 'ntlm'],
  ['basic', 'basic'],
  ['bearer', 'oauth2'],
];

/** Makes the form of a provider of what was found for a domain. */
export class Proposer {
  constructor(
    private readonly visitor: Visitor,
    private readonly domain: string,
  ) {}

  /** @throws MailError `not-exchange` for an address that is none */
  async ofSettings(ewsUrl: string): Promise<Proposal> {
    const url = URL.canParse(ewsUrl) ? new URL(ewsUrl) : null;
    const cloud = url && microsoft365Address(url.hostname);
    if (cloud) return { ...this.common, serviceType: 'microsoft365', serviceAddress: cloud, authMethod: 'oauth2' };
    const normalised = normaliseServiceAddress(ewsUrl);
    if (url?.protocol !== 'https:' || !('address' in normalised)) throw new MailError('not-exchange');
    return { ...this.common, serviceType: 'exchange', serviceAddress: normalised.address, ...(await this.authMethodAt(url)) };
  }

  /** Of a server that wants a login before it tells more: it is the mail server when it has Exchange Web Services. @throws MailError */
  async ofProtected(url: URL): Promise<Proposal> {
    const schemes = await ewsSchemes(this.visitor, url);
    if (schemes === null) throw new MailError('endpoint-not-found');
    return { ...this.common, serviceType: 'exchange', serviceAddress: url.host, ...methodOf(schemes) };
  }

  private get common(): Pick<Proposal, 'name' | 'domains'> {
    return { name: this.domain, domains: [this.domain] };
  }

  /** It may be a server that cannot be reached from here, or not yet. */
  private async authMethodAt(url: URL): Promise<Pick<Proposal, 'authMethod'>> {
    try {
      return methodOf((await ewsSchemes(this.visitor, url)) ?? []);
    } catch (error) {
      if (error instanceof MailError) return {};
      throw error;
    }
  }
}

function methodOf(schemes: readonly string[]): Pick<Proposal, 'authMethod'> {
  const offered = schemes.map((scheme) => scheme.toLowerCase());
  const method = preferred.find(([scheme]) => offered.includes(scheme))?.[1];
  return method === undefined ? {} : { authMethod: method };
}
