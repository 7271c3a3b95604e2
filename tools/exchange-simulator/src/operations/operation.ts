import { type RequestFaults } from '../faults/fault-plan';
import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';
import { type Subscriptions } from '../notifications/subscriptions';
import { ResponseError } from '../soap/errors';
import { type ResponseWriter } from '../soap/response-writer';
import { type ExchangeVersion, type Versions } from '../soap/server-version';
import { type XmlElement } from '../soap/xml-element';

/** What an operation works with: who asks, for which mailbox, in which schema version, and where the answer goes. */
export interface OperationContext extends Versions {
  readonly store: MailStore;
  readonly subscriptions: Subscriptions;
  /** What is to go wrong with this request. */
  readonly faults: RequestFaults;
  /** Name of the account that the connection is authenticated as. */
  readonly account: string;
  /** The mailbox that is acted on; undefined for an account without one that impersonates nobody. */
  readonly mailbox: Mailbox | undefined;
  readonly out: ResponseWriter;
}

/** An answer that goes on: `open` starts it and returns what is to be called when the client goes away. */
export interface HangingAnswer {
  /** `send` writes one more envelope with what the writer holds; `end` closes the connection. */
  open(send: (content: ResponseWriter) => void, end: () => void): () => void;
}

/** One operation of Exchange Web Services. */
export interface Operation {
  /** The first schema version that has it. */
  readonly since: ExchangeVersion;
  /** Writes the response messages. @throws {SoapFault} when the request as a whole is refused. */
  run(request: XmlElement, context: OperationContext): HangingAnswer | undefined;
}

/** The mailbox that the request acts on. @throws {ResponseError} for an account without a mailbox that impersonates nobody. */
export function ownMailbox({ mailbox }: OperationContext): Mailbox {
  if (mailbox !== undefined) return mailbox;
  throw new ResponseError(
    'ErrorMissingEmailAddress',
    'When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.',
  );
}
