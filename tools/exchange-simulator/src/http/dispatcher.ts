import { type Account } from '../authentication/accounts';
import { impersonate } from '../authentication/impersonation';
import { type Fault } from '../faults/fault';
import { type FaultPlan } from '../faults/fault-plan';
import { asResponseError, asSoapFault } from '../faults/refusals';
import { type MailStore } from '../mailbox/mail-store';
import { type HangingAnswer, type Operation, type OperationContext } from '../operations/operation';
import { operations } from '../operations/registry';
import { type SchemaGuard } from '../schema/schema-guard';
import { Envelope } from '../soap/envelope';
import { SchemaViolation, SoapFault } from '../soap/errors';
import { readRequest, type SoapRequest } from '../soap/request-reader';
import { ResponseWriter } from '../soap/response-writer';
import { type ExchangeVersion, exchangeVersions, isAtLeast, type ServerVersion } from '../soap/server-version';
import { checkVersion } from '../soap/version-gate';
import { type XmlElement } from '../soap/xml-element';
import { type BackEnd } from './back-ends';
import { type Budgets } from './budgets';
import { type Statistics } from './statistics';

/** What requests act on. */
export interface DispatcherSettings {
  readonly store: MailStore;
  readonly statistics: Statistics;
  readonly faults: FaultPlan;
  readonly budgets: Budgets;
  readonly version: ServerVersion;
  /** Checks every request and every answer, if that is wished. */
  readonly schema: SchemaGuard | undefined;
}

/** Who sends a request, which mailbox it says it is for (X-AnchorMailbox), and where that led it. */
export interface Caller {
  readonly account: Account;
  readonly anchorMailbox: string | undefined;
  readonly backEnd: BackEnd;
}

/** An operation's answer before it is sent. */
export interface Answer {
  /** "Unknown" for what is no known operation. */
  readonly operation: string;
  readonly status: number;
  readonly body: Buffer;
  readonly isError: boolean;
  /** What takes the place of the body when the answer goes on. */
  readonly hanging?: HangingAnswer | undefined;
  /** What is to happen to the answer on its way. */
  readonly fault?: Fault | undefined;
  /** To be called when the answer has been sent, or cannot be. */
  readonly release?: () => void;
}

const nothing = Buffer.alloc(0);

/** Finds out what a request wants and for whom, lets the operation answer, and makes a SOAP fault of what is refused. */
export class Dispatcher {
  private readonly envelope: Envelope;

  constructor(private readonly settings: DispatcherSettings) {
    this.envelope = new Envelope(settings.version);
  }

  answer(body: Buffer, caller: Caller): Answer {
    const answer = this.respond(body, caller);
    if (answer.body.length > 0) this.settings.schema?.response(answer.operation, answer.body);
    return answer;
  }

  /** A whole envelope around the response messages that a writer holds. */
  wrap(operation: string, messages: ResponseWriter): Buffer {
    const body = Buffer.concat([Buffer.from(this.opening(operation)), this.close(operation, messages)]);
    this.settings.schema?.response(operation, body);
    return body;
  }

  private respond(body: Buffer, caller: Caller): Answer {
    let operation = 'Unknown';
    try {
      const request = readRequest(body);
      if (operations.has(request.operation.name)) {
        operation = request.operation.name;
        this.settings.schema?.request(operation, body);
      }
      return this.run(request, caller);
    } catch (error) {
      const fault = error instanceof SoapFault ? error : new SoapFault('ErrorInternalServerError', 'An internal server error occurred.');
      if (fault !== error) process.stderr.write(`exchange-simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
      return { operation, status: 500, body: Buffer.from(this.envelope.fault(fault)), isError: true };
    }
  }

  private run({ header, operation: request }: SoapRequest, caller: Caller): Answer {
    const { store, statistics, budgets, version: server } = this.settings;
    const { account, anchorMailbox } = caller;
    const { name } = request;
    const version = this.requestedVersion(header?.child('RequestServerVersion')?.attribute('Version'));
    const operation = operations.get(name);
    if (operation === undefined) throw new SoapFault('ErrorInvalidOperation', `The operation ${name} is not one that this server offers.`);
    if (!isAtLeast(version, operation.since)) throw invalidVersion();
    checkVersion(request, { version, server });
    const mailbox = impersonate(header, account, store);
    if (mailbox !== undefined) statistics.countMailbox(mailbox.address);
    if (mailbox !== undefined && mailbox !== account.mailbox) statistics.countAnchor(anchorMailbox, mailbox.address);
    // Who acts is asked, not whose mailbox is opened (Exchange documentation, "Controlling client application access to EWS").
    if (mailbox?.settings.ewsEnabled === false) return { operation: name, status: 403, body: nothing, isError: true };
    const faults = this.settings.faults.for(name, mailbox?.address);
    const refusal = faults.take('server-busy', 'impersonation-denied', 'http-503', 'http-429', 'http-401', 'drop-connection');
    if (refusal !== undefined) return this.refuse(name, refusal);
    const release = budgets.charge(name === 'GetStreamingEvents' ? 'hanging' : 'concurrency', account, mailbox);
    try {
      const context = { store, subscriptions: caller.backEnd.subscriptions, faults, account: account.name, mailbox, version, server };
      return { ...this.perform(operation, request, context), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  private perform(operation: Operation, request: XmlElement, context: Omit<OperationContext, 'out'>): Answer {
    const { name } = request;
    const busy = context.faults.take('server-busy-in-response');
    const out = new ResponseWriter(busy && asResponseError(busy)).raw(this.opening(name));
    const hanging = operation.run(request, { ...context, out });
    if (busy !== undefined && hanging !== undefined) out.message(name, () => undefined);
    const fault = context.faults.take('half-response', 'garbage-xml', 'slow');
    const isError = out.errorCodes.length > 0;
    if (hanging !== undefined && busy === undefined) return { operation: name, status: 200, body: nothing, isError, hanging, fault };
    return { operation: name, status: 200, body: this.close(name, out), isError, fault };
  }

  /** Answers a request that is refused before its operation sees it. */
  private refuse(operation: string, fault: Fault): Answer {
    const refusal = asSoapFault(fault);
    if (refusal !== undefined) throw refusal;
    return { operation, status: 503, body: nothing, isError: true, fault };
  }

  /** A request without a version is one of the first schema (Exchange Web Services documentation, "Versioning requests"). */
  private requestedVersion(name: string | undefined): ExchangeVersion {
    if (name === undefined) return 'Exchange2007';
    const version = exchangeVersions.find((known) => known === name);
    const { schema } = this.settings.version;
    if (version !== undefined && isAtLeast(schema, version)) return version;
    if (isAtLeast(schema, 'Exchange2010')) throw invalidVersion();
    throw new SchemaViolation(`The 'Version' attribute is invalid: '${name}' is no version that this server knows.`);
  }

  private opening(operation: string): string {
    return `${this.envelope.opening}${Envelope.answerTag(operation)}<m:ResponseMessages>`;
  }

  private close(operation: string, out: ResponseWriter): Buffer {
    return out.raw(`</m:ResponseMessages></m:${operation}Response>${this.envelope.closing}`).toBuffer();
  }
}

function invalidVersion(): SoapFault {
  return new SoapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.');
}
