import type { ServerResponse } from 'node:http';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { DiagnosisLine, Discovery, ServiceType } from '@mailroom/contract';
import type { DiagnoseOptions, MailboxTarget } from '@mailroom/mail-adapter';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { ProblemError } from '../http/problem-error';
import { writeLines } from './ndjson-response';

/** Whose mailbox is examined, and how. */
export interface Examination {
  serviceType: ServiceType;
  target: MailboxTarget;
  options: Pick<DiagnoseOptions, 'send' | 'signIn'>;
}

/** Lets the mail adapters find servers, and say what is wrong with a mailbox. Nothing of it is saved. */
@Injectable()
export class Doctor implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Doctor.name);
  private readonly running = new Set<AbortController>();

  constructor(private readonly connector: MailboxConnector) {}

  /** What the first protocol finds that finds anything. */
  async discover(emailAddress: string): Promise<Discovery> {
    const attempts: Discovery['attempts'] = [];
    for (const adapter of this.connector.adapters) {
      const found = await adapter.discover?.(emailAddress);
      attempts.push(...(found?.attempts ?? []));
      if (found?.proposal) return { proposal: found.proposal, attempts };
    }
    return { proposal: null, attempts };
  }

  /** Answers line by line until the end, or until the browser hangs up. @throws ProblemError before the first line */
  async examine(response: ServerResponse, { serviceType, target, options }: Examination): Promise<void> {
    const adapter = this.connector.adapterFor(serviceType);
    if (!adapter.diagnose) throw new ProblemError(422, 'diagnosis-unavailable', 'This type of mail service cannot be tested step by step.');
    const run = new AbortController();
    const end = (): void => run.abort();
    this.running.add(run);
    response.once('close', end);
    try {
      await writeLines(response, withoutPassword(adapter.diagnose(target, { ...options, signal: run.signal }), target));
    } catch (error) {
      if (!run.signal.aborted) this.logger.error(`A diagnosis ended: ${String(error)}`);
      response.destroy();
    } finally {
      this.running.delete(run);
    }
  }

  /** An answer that goes on would keep the server from closing. */
  beforeApplicationShutdown(): void {
    for (const run of this.running) run.abort();
  }
}

/** A hostile server may repeat what it was told. */
async function* withoutPassword(lines: AsyncIterable<DiagnosisLine>, { credentials }: MailboxTarget): AsyncIterable<DiagnosisLine> {
  for await (const line of lines) {
    const { message } = line;
    const secret = credentials.kind === 'password' ? credentials.password : '';
    yield message === undefined || secret === '' ? line : { ...line, message: message.replaceAll(secret, '…') };
  }
}
