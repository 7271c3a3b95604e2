import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { type Account } from '../authentication/accounts';
import { type Authenticator } from '../authentication/authenticator';
import { BodyRefused } from './body';
import { writeHead } from './head';
import { type Statistics } from './statistics';

/** What answers the requests to one address. */
export interface Service {
  /** @throws {BodyRefused} */
  serve(request: IncomingMessage, response: ServerResponse, account: Account): Promise<void>;
}

/** What stands behind the front end. */
export interface FrontEndSettings {
  readonly authenticator: Authenticator;
  readonly statistics: Statistics;
  /** By path, in lower case. */
  readonly services: ReadonlyMap<string, Service>;
  /** User agents that are refused; `*` stands for anything. */
  readonly blockUserAgent: string | undefined;
}

/** The most that a request may send: IIS's limit for EWS since Exchange 2013 (maxAllowedContentLength). */
export const longestBody = 64 * 1024 * 1024;

/** The door of the server: lets in who may, and hands requests over by their address. */
export class FrontEnd {
  private readonly blocked: RegExp | undefined;

  constructor(private readonly settings: FrontEndSettings) {
    const { blockUserAgent } = settings;
    const parts = blockUserAgent?.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
    this.blocked = parts && new RegExp(`^${parts.join('.*')}$`, 'is');
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const { authenticator, statistics, services } = this.settings;
    const service = services.get(new URL(request.url ?? '/', 'http://localhost').pathname.toLowerCase());
    if (service === undefined) return refuse(request, response, 404);
    if (Number(headers['content-length'] ?? 0) > longestBody) return refuseUnread(response, 413);
    const authentication = await authenticator.authenticate(request);
    if (authentication.account === undefined) {
      if (!authentication.isHandshake) statistics.unauthorized++;
      return refuse(request, response, 401, authentication.challenge);
    }
    statistics.countScheme(authentication.scheme);
    // Exchange documentation, "Control access to EWS": EwsBlockList.
    if (this.blocked?.test(headers['user-agent'] ?? '') === true) return refuse(request, response, 403);
    try {
      await service.serve(request, response, authentication.account);
    } catch (error) {
      if (!(error instanceof BodyRefused)) throw error;
      refuseUnread(response, error.status);
    }
  }
}

/** Answers with a status and no body. What the client still sends is dropped, so that the connection can go on. */
export function refuse(request: IncomingMessage, response: ServerResponse, status: number, headers: OutgoingHttpHeaders = {}): void {
  request.resume();
  writeHead(response, status, { ...headers, 'Content-Length': 0 });
  response.end();
}

/** As {@link refuse}, and ends the connection, for what the client still sends is not to be read. */
function refuseUnread(response: ServerResponse, status: number): void {
  writeHead(response, status, { 'Content-Length': 0, Connection: 'close' });
  response.end();
}
