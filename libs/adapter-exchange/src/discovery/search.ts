import { type Discovery, type DiscoveryMethod, domainOf, isHostName, type MailErrorCode, normaliseEmailAddress } from '@mailroom/contract';
import { MailError, type ServiceRecord } from '@mailroom/mail-adapter';
import { untilAborted } from '../client/until-aborted';
import { isMicrosoft365 } from './microsoft365';
import { hostsOf, type Place, placeOf, placesAt, plainUrl } from './place';
import { type Proposal, Proposer } from './proposer';
import { type Finding, plainRedirect, visit, type Visitor } from './visit';

/** As MS-OXDISCO bounds it: servers may lead in circles. */
const maxRedirections = 10;

/** A server that fails so in one form does in the other. */
const ofTheServer = new Set<MailErrorCode>([
  ...(['host-not-found', 'network-forbidden', 'unavailable', 'connection-refused', 'connection-lost', 'timeout'] as const),
  ...(['tls-untrusted', 'tls-name-mismatch', 'tls-expired', 'tls-failed', 'authentication-failed', 'mailbox-not-found'] as const),
]);

/** Who is asked about now; another address may take the first one's place. */
interface Question {
  emailAddress: string;
  /** As in `Place`. */
  isTrusted: boolean;
}

/** One search for an address's mail server, place after place in the order of MS-OXDISCO 3.1.5. */
export class Search {
  readonly attempts: Discovery['attempts'] = [];
  private readonly proposer: Proposer;
  private readonly visited = new Set<string>();
  private redirections = 0;

  constructor(
    private readonly visitor: Visitor,
    private readonly emailAddress: string,
  ) {
    this.proposer = new Proposer(visitor, domainOf(emailAddress));
  }

  /** @returns `null` when nothing was found, or the time was up */
  run(): Promise<Proposal | null> {
    return this.find({ emailAddress: this.emailAddress, isTrusted: true });
  }

  private async find(question: Question): Promise<Proposal | null> {
    const domain = domainOf(question.emailAddress);
    for (const host of hostsOf(domain)) {
      const found = await this.ask(placesAt(host, this.visitor.ports.https, question.isTrusted), question.emailAddress);
      if (found) return found;
    }
    return (await this.byPlainRedirection(domain, question.emailAddress)) ?? (await this.byDns(domain, question.emailAddress));
  }

  /** @param as what the attempts are called; default: by each place's form */
  private async ask(places: readonly Place[], emailAddress: string, as?: DiscoveryMethod): Promise<Proposal | null> {
    for (const place of places) {
      const key = `${place.url.href} ${emailAddress}`;
      if (this.visited.has(key)) continue;
      this.visited.add(key);
      const method = as ?? place.method;
      const finding = await this.noting(method, place.url, () => this.findingAt(place, emailAddress));
      if (finding === null) return null;
      if (finding instanceof MailError) {
        if (ofTheServer.has(finding.code)) return null;
        continue;
      }
      if ('ewsUrl' in finding || 'offered' in finding) return this.propose(method, place.url, finding);
      return this.follow(method, place, finding, emailAddress);
    }
    return null;
  }

  /** A cloud that is known by its name need not be asked. */
  private async findingAt(place: Place, emailAddress: string): Promise<Finding> {
    return isMicrosoft365(place.url.hostname) ? { ewsUrl: place.url.href } : visit(this.visitor, place, emailAddress);
  }

  private async propose(
    method: DiscoveryMethod,
    url: URL,
    finding: Extract<Finding, { ewsUrl: string } | { offered: unknown }>,
  ): Promise<Proposal | null> {
    const proposal = await this.noting(method, url, () =>
      'ewsUrl' in finding ? this.proposer.ofSettings(finding.ewsUrl) : this.proposer.ofProtected(url),
    );
    if (proposal === null || proposal instanceof MailError) return null;
    this.attempts.push({ method, url: url.href });
    return proposal;
  }

  private async follow(
    method: DiscoveryMethod,
    place: Place,
    finding: Extract<Finding, { redirectUrl: string } | { redirectAddress: string }>,
    emailAddress: string,
  ): Promise<Proposal | null> {
    if (++this.redirections > maxRedirections) return this.refuse(method, place.url);
    if ('redirectUrl' in finding) {
      const next = placeOf(finding.redirectUrl, place);
      return next === null ? this.refuse(method, place.url) : this.ask([next], emailAddress);
    }
    const another = normaliseEmailAddress(finding.redirectAddress);
    if (another === null) return this.refuse(method, place.url);
    return this.find({ emailAddress: another, isTrusted: place.isTrusted });
  }

  /** Nobody vouches for a redirection without TLS: no login is shown where it leads. */
  private async byPlainRedirection(domain: string, emailAddress: string): Promise<Proposal | null> {
    const url = plainUrl(domain, this.visitor.ports);
    const redirectUrl = await this.noting('pox', url, () => plainRedirect(this.visitor, url));
    if (redirectUrl === null || redirectUrl instanceof MailError) return null;
    return this.follow('pox', { method: 'pox', url, isTrusted: false }, { redirectUrl }, emailAddress);
  }

  private async byDns(domain: string, emailAddress: string): Promise<Proposal | null> {
    for (const { host, port } of await this.recordsOf(domain)) {
      const found = await this.ask(placesAt(host, port, false), emailAddress, 'srv');
      if (found) return found;
    }
    return null;
  }

  /** The best of them that have a name: what the name server says may be anything. */
  private async recordsOf(domain: string): Promise<readonly ServiceRecord[]> {
    const { network, signal } = this.visitor;
    if (signal.aborted || !network.services) return [];
    try {
      const records = await untilAborted(network.services(`_autodiscover._tcp.${domain}`), signal);
      return records.filter(({ host }) => isHostName(host)).slice(0, 3);
    } catch (error) {
      if (signal.aborted || error instanceof MailError) return [];
      throw error;
    }
  }

  private refuse(method: DiscoveryMethod, url: URL): null {
    this.attempts.push({ method, url: url.href, code: 'not-exchange' });
    return null;
  }

  /** Notes what failed; `null` when there is no time left. */
  private async noting<Result>(method: DiscoveryMethod, url: URL, work: () => Promise<Result>): Promise<Result | MailError | null> {
    const { signal } = this.visitor;
    if (signal.aborted) return null;
    try {
      return await work();
    } catch (thrown) {
      const error = signal.aborted ? new MailError('timeout') : thrown;
      if (!(error instanceof MailError)) throw error;
      this.attempts.push({ method, url: url.href, code: error.code });
      return error;
    }
  }
}
