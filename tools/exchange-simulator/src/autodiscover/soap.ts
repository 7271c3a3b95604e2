import { type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http/body';
import { refuse, type Service } from '../http/front-end';
import { sendXml } from '../http/send-answer';
import { type Statistics } from '../http/statistics';
import { SchemaViolation } from '../soap/errors';
import { namespaces } from '../soap/namespaces';
import { parseXml } from '../soap/request-reader';
import { type XmlElement } from '../soap/xml-element';
import { escapeXml } from '../soap/xml-text';
import { type AutodiscoverDirectory } from './directory';
import { domainAnswer, domainStatus, status, userAnswer, userStatus } from './soap-elements';
import { paddedBuild, type Site, userSettings } from './user-settings';

const namespace = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const addressing = 'http://www.w3.org/2005/08/addressing';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';
const longestRequest = 1024 * 1024;

/** `/autodiscover/autodiscover.svc` (MS-OXWSADISC): GetUserSettings and GetDomainSettings, since Exchange 2010. */
export class SoapAutodiscover implements Service {
  private readonly operations: Readonly<Record<string, (request: XmlElement) => string>> = {
    GetUserSettings: (request) => this.getUserSettings(request),
    GetDomainSettings: (request) => this.getDomainSettings(request),
  };

  constructor(
    private readonly directory: AutodiscoverDirectory,
    private readonly site: Site,
    private readonly statistics: Statistics,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return refuse(request, response, 405, { Allow: 'POST' });
    if (!/^text\/xml\b/i.test(request.headers['content-type'] ?? '')) return refuse(request, response, 415);
    const body = await readBody(request, longestRequest);
    const message = readMessage(body);
    const name = message?.name.replace(/RequestMessage$/, '') ?? '';
    const run = this.operations[name];
    if (message === undefined || message.namespace !== namespace || run === undefined) {
      return sendXml(response, this.envelope('fault', fault(message?.name)), 500);
    }
    this.statistics.operation(name).requests++;
    const asked = message.child('Request');
    const answer = asked === undefined ? status('InvalidRequest', 'The request is empty.') : run(asked);
    sendXml(
      response,
      this.envelope(
        `${name}Response`,
        `<${name}ResponseMessage xmlns="${namespace}"><Response xmlns:i="${instance}">${answer}</Response></${name}ResponseMessage>`,
      ),
    );
  }

  private getUserSettings(request: XmlElement): string {
    const users = request.child('Users')?.children ?? [];
    const names = settingNames(request);
    if (users.length === 0 || names.length === 0) return status('InvalidRequest', 'The request names no user, or no setting.');
    const responses = users.map((user) => `<UserResponse>${this.user(user.textOf('Mailbox') ?? '', names)}</UserResponse>`);
    return `${status('NoError')}<UserResponses>${responses.join('')}</UserResponses>`;
  }

  private user(address: string, names: readonly string[]): string {
    const finding = this.directory.find(address);
    if (finding === undefined) return userStatus('InvalidUser', `Invalid user: '${address}'`);
    if (finding.mailbox === undefined) {
      return finding.redirectAddress !== undefined
        ? userStatus('RedirectAddress', 'Redirection address.', finding.redirectAddress)
        : userStatus('RedirectUrl', 'Redirection URL.', finding.redirectUrl);
    }
    return userAnswer(names, userSettings(finding.mailbox, this.site));
  }

  private getDomainSettings(request: XmlElement): string {
    const domains = request.child('Domains')?.children ?? [];
    const names = settingNames(request);
    if (domains.length === 0 || names.length === 0) return status('InvalidRequest', 'The request names no domain, or no setting.');
    const responses = domains.map(({ text }) => `<DomainResponse>${this.domain(text.trim(), names)}</DomainResponse>`);
    return `${status('NoError')}<DomainResponses>${responses.join('')}</DomainResponses>`;
  }

  private domain(domain: string, names: readonly string[]): string {
    const finding = this.directory.findDomain(domain);
    if (finding === undefined) return domainStatus('InvalidDomain', `Invalid domain: '${domain}'`);
    if (finding !== 'here') return domainStatus('RedirectUrl', 'Redirection URL.', finding.redirectUrl);
    const settings = new Map([
      ['ExternalEwsUrl', this.site.ewsUrl],
      ['ExternalEwsVersion', paddedBuild(this.site.version)],
    ]);
    return domainAnswer(names, settings);
  }

  private envelope(action: string, body: string): string {
    const [major, minor, majorBuild, minorBuild] = this.site.version.build;
    return (
      `<s:Envelope xmlns:s="${namespaces.soap}" xmlns:a="${addressing}"><s:Header>` +
      `<a:Action s:mustUnderstand="1">${action === 'fault' ? `${addressing}/fault` : `${namespace}/Autodiscover/${action}`}</a:Action>` +
      `<h:ServerVersionInfo xmlns:h="${namespace}" xmlns:i="${instance}"><h:MajorVersion>${major}</h:MajorVersion>` +
      `<h:MinorVersion>${minor}</h:MinorVersion><h:MajorBuildNumber>${majorBuild}</h:MajorBuildNumber>` +
      `<h:MinorBuildNumber>${minorBuild}</h:MinorBuildNumber><h:Version>${this.site.version.schema}</h:Version></h:ServerVersionInfo>` +
      `</s:Header><s:Body>${body}</s:Body></s:Envelope>`
    );
  }
}

/** The element of the SOAP body; undefined when there is none. */
function readMessage(body: Buffer): XmlElement | undefined {
  try {
    const root = parseXml(body.toString('utf8'));
    return root.namespace === namespaces.soap ? root.child('Body')?.children[0] : undefined;
  } catch (error) {
    if (error instanceof SchemaViolation) return undefined;
    throw error;
  }
}

function settingNames(request: XmlElement): string[] {
  return (request.child('RequestedSettings')?.children ?? []).map(({ text }) => text.trim());
}

/** As the web service framework answers a message that is none of the service's. */
function fault(name: string | undefined): string {
  const reason =
    name === undefined
      ? 'The message could not be processed.'
      : `The message '${name}' cannot be processed at the receiver, due to a ContractFilter mismatch at the EndpointDispatcher.`;
  return `<s:Fault><faultcode>a:ActionNotSupported</faultcode><faultstring xml:lang="en-US">${escapeXml(reason)}</faultstring></s:Fault>`;
}
