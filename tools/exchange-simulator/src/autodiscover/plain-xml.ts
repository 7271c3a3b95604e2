import { type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http/body';
import { type Service } from '../http/front-end';
import { sendXml } from '../http/send-answer';
import { type Statistics } from '../http/statistics';
import { SchemaViolation } from '../soap/errors';
import { packedVersion } from '../soap/packed-version';
import { parseXml } from '../soap/request-reader';
import { escapeXml } from '../soap/xml-text';
import { type AutodiscoverDirectory, type Finding } from './directory';
import { type Site, userSettings } from './user-settings';

const base = 'http://schemas.microsoft.com/exchange/autodiscover';
const requestSchema = `${base}/outlook/requestschema/2006`;
const responseSchema = `${base}/outlook/responseschema/2006a`;
const longestRequest = 64 * 1024;

/** Error codes (MS-OXDSCLI 2.2.4.1.1.1.1). */
const errors = {
  notFound: [500, "The email address can't be found."],
  invalidRequest: [600, 'Invalid Request'],
  noProvider: [601, 'Provider is not available.'],
} as const;

/**
 * `/autodiscover/autodiscover.xml` (MS-OXDSCLI): "plain old XML" in and out, always with HTTP status 200. A GET is an invalid request, as
 * an administrator sees who tries the address in a browser.
 */
export class PlainXmlAutodiscover implements Service {
  constructor(
    private readonly directory: AutodiscoverDirectory,
    private readonly site: Site,
    private readonly statistics: Statistics,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, longestRequest);
    sendXml(
      response,
      `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${base}/responseschema/2006">${this.answer(body)}</Autodiscover>`,
    );
    this.statistics.operation('Autodiscover').requests++;
  }

  private answer(body: Buffer): string {
    const asked = readRequest(body);
    if (asked === undefined) return errorResponse('invalidRequest');
    if (asked.schema !== responseSchema) return errorResponse('noProvider');
    const finding = this.directory.find(asked.address);
    if (finding === undefined) return errorResponse('notFound');
    return `<Response xmlns="${responseSchema}">${this.describe(finding)}</Response>`;
  }

  private describe(finding: Finding): string {
    if (finding.mailbox !== undefined) return this.settings(userSettings(finding.mailbox, this.site));
    const [action, target] =
      finding.redirectAddress !== undefined ? ['redirectAddr', finding.redirectAddress] : ['redirectUrl', finding.redirectUrl];
    const name = action === 'redirectAddr' ? 'RedirectAddr' : 'RedirectUrl';
    return `<Account><AccountType>email</AccountType><Action>${action}</Action>${element(name, target)}</Account>`;
  }

  private settings(settings: ReadonlyMap<string, string>): string {
    const of = (name: string, setting: string): string => element(name, settings.get(setting));
    const urls = ['ASUrl', 'EwsUrl', 'EmwsUrl', 'OOFUrl'].map((name) => of(name, 'ExternalEwsUrl')).join('');
    return (
      `<User>${of('DisplayName', 'UserDisplayName')}${of('LegacyDN', 'UserDN')}${of('AutoDiscoverSMTPAddress', 'AutoDiscoverSMTPAddress')}` +
      `${of('DeploymentId', 'UserDeploymentId')}</User>` +
      '<Account><AccountType>email</AccountType><Action>settings</Action><MicrosoftOnline>False</MicrosoftOnline>' +
      `<Protocol><Type>EXCH</Type>${of('Server', 'InternalMailboxServer')}${of('ServerDN', 'InternalMailboxServerDN')}` +
      `<ServerVersion>${packedVersion(this.site.version).toString(16).toUpperCase()}</ServerVersion>${urls}` +
      `${of('GroupingInformation', 'GroupingInformation')}</Protocol>` +
      `<Protocol><Type>EXPR</Type>${element('Server', new URL(this.site.ewsUrl).hostname)}${urls}</Protocol></Account>`
    );
  }
}

function readRequest(body: Buffer): { readonly address: string; readonly schema: string } | undefined {
  try {
    const root = parseXml(body.toString('utf8'));
    const address = root.child('Request')?.textOf('EMailAddress');
    const schema = root.child('Request')?.textOf('AcceptableResponseSchema');
    const isRequest = root.name === 'Autodiscover' && root.namespace === requestSchema;
    return isRequest && address !== undefined && schema !== undefined ? { address, schema } : undefined;
  } catch (error) {
    if (error instanceof SchemaViolation) return undefined;
    throw error;
  }
}

function errorResponse(kind: keyof typeof errors): string {
  const [code, message] = errors[kind];
  const time = new Date().toISOString().slice(11, 23);
  return (
    `<Response><Error Time="${time}" Id="4130155072">${element('ErrorCode', String(code))}${element('Message', message)}` +
    '<DebugData/></Error></Response>'
  );
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
}
