import { MailError, type MailServer, type NetworkPolicy } from '@mailroom/mail-adapter';
import { type ExchangeVersion, firstVersionToTry, isExchangeVersion, nextOlder, spokenVersion } from '../exchange-version';
import { HttpTransport } from '../transport/http-transport';
import type { XmlElement } from '../wire/xml-element';

/** The oldest major version with Exchange Web Services: 8 is Exchange 2007. */
const oldestMajorVersion = 8;

/** What all mailboxes of one server share: its connections, and what was learnt about its version. */
export class ServerState {
  readonly transport: HttpTransport;
  /** As shown to people; `null` until the server has said it. */
  description: string | null = null;
  private current: string;
  private settled: boolean;
  private hasUnderstood = false;

  constructor(
    network: NetworkPolicy,
    readonly settings: MailServer,
  ) {
    this.transport = new HttpTransport(network, settings);
    this.current = settings.version === null ? firstVersionToTry : spokenVersion(settings.version);
    this.settled = settings.version !== null;
  }

  /** What requests are made in. @throws MailError `unsupported-version` for a pinned one that does not exist */
  get version(): ExchangeVersion {
    if (isExchangeVersion(this.current)) return this.current;
    throw new MailError('unsupported-version', { message: `“${this.current}” is no version of Exchange that is spoken here.` });
  }

  /**
   * Exchange says ErrorInvalidServerVersion to a version newer than itself; Exchange 2007 finds its name invalid against
   * the schema. Either way the next older one is tried, until one has been understood.
   * @returns whether the request should be made again
   */
  stepDown(from: ExchangeVersion, { serverCode }: MailError): boolean {
    if (this.settled || !versionErrors.has(serverCode ?? '')) return false;
    const older = nextOlder(from);
    if (this.current === from && older !== null) this.current = older;
    return this.current !== from;
  }

  /** Whether the server has understood a version, or one is pinned. */
  get isSettled(): boolean {
    return this.settled;
  }

  accepted(): void {
    this.settled = true;
    this.hasUnderstood = true;
  }

  /** What an error comes from: until a pinned version has been understood once, its schema's refusal is that of a version too new. */
  explain(error: MailError): MailError {
    const { version } = this.settings;
    if (this.hasUnderstood || version === null || !versionErrors.has(error.serverCode ?? '')) return error;
    return new MailError('unsupported-version', {
      message: `The mail server does not understand “${version}”, which is chosen as its version.`,
      ...(error.serverCode !== null && { serverCode: error.serverCode }),
      cause: error,
    });
  }

  /** @throws MailError `unsupported-version` */
  learn(info: XmlElement): void {
    const { MajorVersion: major = '', MinorVersion: minor = '0', Version: schema } = info.attributes;
    if (major === '') return;
    this.description = `Exchange ${major}.${minor}${schema === undefined ? '' : ` (${schema})`}`;
    if (Number(major) < oldestMajorVersion) {
      throw new MailError('unsupported-version', {
        message: `${this.description} is older than Exchange 2007, the first with Exchange Web Services.`,
      });
    }
  }
}

const versionErrors = new Set(['ErrorInvalidServerVersion', 'ErrorIncorrectSchemaVersion', 'ErrorSchemaValidation', 'ErrorInvalidRequest']);
