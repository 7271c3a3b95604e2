import type { MailboxTarget, NetworkPolicy } from '@mailroom/mail-adapter';
import { EwsClient } from '../client/ews-client';
import { ServerState } from '../client/server-state';
import { type ServerEndpoint, serverEndpoint } from '../transport/server-endpoint';
import type { Timeouts } from '../transport/wait-clock';

export interface PatientParts {
  network: NetworkPolicy;
  userAgent: string;
}

/** A step that hangs must leave time to say so. */
export const timeoutsOfAStep: Timeouts = { connect: 4_000, firstByte: 6_000, idle: 4_000, total: 8_000 };

export interface Examination {
  signal: AbortSignal;
  /** Whether emails are to be sent from the mailbox. */
  sends: boolean;
  /** Whether there is a login to try. */
  signsIn: boolean;
}

/** What is examined, with what the steps before have learnt; its connections are its own, so that each run begins anew. */
export class Patient {
  readonly endpoint: ServerEndpoint;
  readonly server: ServerState;
  /** By how much the mail server's clock is ahead of ours, in milliseconds; `null` when it did not say. */
  clockAheadMs: number | null = null;

  constructor(
    readonly parts: PatientParts,
    readonly target: MailboxTarget,
    readonly options: Readonly<Examination>,
  ) {
    this.endpoint = serverEndpoint(target.server);
    this.server = new ServerState(parts.network, target.server);
  }

  /** Makes requests for the mailbox, or for another target on the same server. */
  client(target = this.target, userAgent = this.parts.userAgent): EwsClient {
    return new EwsClient(this.server, target, { userAgent, compression: false });
  }

  get callOptions(): { signal: AbortSignal; timeouts: Timeouts } {
    return { signal: this.options.signal, timeouts: timeoutsOfAStep };
  }

  dismiss(): void {
    this.server.transport.close();
  }
}
