import type { Account, Email, Page } from '@mailroom/contract';
import { ApiProblem } from '@mailroom/test-bed';
import { Away, type Crm } from './crm';
import type { SentEmail } from './crm-life';
import type { CampaignMailbox } from './mailboxes';

/** Whoever mends what only a person can: presses "Reconnect" and "Send again". */
export class Person {
  reconnections = 0;
  retries = 0;

  constructor(
    private readonly crm: Crm,
    private readonly mailboxes: readonly CampaignMailbox[],
  ) {}

  async look(sent: readonly SentEmail[]): Promise<void> {
    try {
      for (const user of new Set(this.mailboxes.map((mailbox) => mailbox.user))) await this.reconnect(user);
      for (const email of sent.slice(-20)) await this.retry(email);
    } catch (error) {
      if (!(error instanceof Away) && !(error instanceof ApiProblem)) throw error;
    }
  }

  private async reconnect(user: string): Promise<void> {
    const { items } = await this.crm.get<Page<Account>>(user, '/accounts');
    for (const { id, phase } of items) {
      if (phase !== 'needs-attention') continue;
      await this.crm.call(user, 'POST', `/accounts/${id}/reconnect`, {});
      this.reconnections++;
    }
  }

  async retry({ id, mailbox: { user } }: SentEmail): Promise<void> {
    if (id === null) return;
    const { status } = await this.crm.get<Email>(user, `/emails/${id}`);
    if (status !== 'failed') return;
    await this.crm.call(user, 'POST', `/emails/${id}/retry`);
    this.retries++;
  }
}
