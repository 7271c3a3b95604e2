import { Injectable } from '@nestjs/common';
import type { DiagnosisLine, DiagnosisStep } from '@mailroom/contract';
import { type MailAdapter, MailError, type MailboxTarget } from '@mailroom/mail-adapter';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { HostBridge, type HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { newId } from '../store/id';
import { domainsOf, type IntegrationState } from './integration-state';
import { isOfOneMailbox } from './super-user-failures';

/** So many users are tried before it is said that the super-user may act for nobody. */
const mostUsers = 10;
const limitMs = 20_000;

/** Why the super-user cannot be relied on. */
interface Finding {
  step: DiagnosisStep;
  code: string;
  message: string;
  remedy: string | undefined;
  mailbox: string | null;
}

/** Tries the super-user before the integration is switched on: it must sign in, and open the mailbox of one of the users it is for. */
@Injectable()
export class SuperUserCheck {
  constructor(
    private readonly host: HostBridge,
    private readonly connector: MailboxConnector,
  ) {}

  /** A user whose address is in one of the domains; `null` when there is none. */
  async anyUser(domains: readonly string[]): Promise<HostUser | null> {
    for await (const user of this.host.usersByEmailDomain(domains)) return user;
    return null;
  }

  /** @param user `null`: the super-user's own login is tried, which shows whether it can sign in */
  target({ integration, provider }: IntegrationState, emailAddress: string | null): MailboxTarget {
    const mailboxAddress = emailAddress?.toLowerCase() ?? integration.login ?? '';
    return this.connector.superUserTarget(
      { id: newId(), mailboxAddress },
      provider,
      integration,
      emailAddress === null ? 'personal' : 'impersonated',
    );
  }

  /** @throws ProblemError 422 with the doctor's finding: see `integrationRefusedSchema` */
  async check(state: IntegrationState): Promise<void> {
    const signal = AbortSignal.timeout(limitMs);
    const adapter = this.connector.adapterFor(state.provider.serviceType);
    let finding: Finding | null = null;
    let tried = 0;
    for await (const { email } of this.host.usersByEmailDomain(domainsOf(state.integration))) {
      const found = await this.examine(adapter, this.target(state, email), tried === 0, signal);
      if (!found) return;
      // What a mailbox lacks says nothing of the super-user; a refusal to act for its owner does, if all are refused.
      if (finding === null || found.code === 'impersonation-denied') finding = found;
      if (!isOfOneMailbox(found as { code: MailError['code'] }) || ++tried === mostUsers || signal.aborted) break;
    }
    finding ??= tried === 0 ? await this.examine(adapter, this.target(state, null), true, signal) : null;
    if (finding && isRefusal(finding)) throw refusal(finding);
  }

  /** @param isWhole step by step, so that what is found is as exact as can be; else the mailbox is only opened */
  private async examine(adapter: MailAdapter, target: MailboxTarget, isWhole: boolean, signal: AbortSignal): Promise<Finding | null> {
    const mailbox = target.access === 'impersonation' ? target.mailboxAddress : null;
    if (isWhole && adapter.diagnose) {
      for await (const line of adapter.diagnose(target, { send: false, signal })) if (line.status === 'failed') return found(line, mailbox);
      return null;
    }
    const session = adapter.open(target);
    try {
      await session.identify({ signal });
      return null;
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      const step = isOfOneMailbox(error) || error.code === 'impersonation-off' ? 'impersonation' : 'authentication';
      return { step, code: error.code, message: error.message, remedy: error.remedy, mailbox };
    } finally {
      await session.close();
    }
  }
}

const found = ({ step, code = 'protocol-error', message = code, remedy }: DiagnosisLine, mailbox: string | null): Finding => ({
  ...{ step, code, message, remedy, mailbox },
});

/** That no user tried has a mailbox here says nothing against the super-user, who has signed in. */
function isRefusal({ code }: Finding): boolean {
  return code !== 'mailbox-not-found' && code !== 'address-not-primary';
}

/** The code is as the adapter's doctor gave it. */
function refusal({ step, code, message, remedy, mailbox }: Finding): ProblemError<string> {
  const path = paths[step];
  return new ProblemError<string>(422, code, message, {
    title: 'The super-user does not work',
    ...(remedy !== undefined && { remedy }),
    ...(path !== undefined && { errors: [{ path, code, message }] }),
    members: { step, triedMailbox: mailbox },
  });
}

/** The field that a finding is shown at. */
const paths: Partial<Record<DiagnosisStep, string>> = { dns: 'server', tls: 'server', authentication: 'password', impersonation: 'login' };
