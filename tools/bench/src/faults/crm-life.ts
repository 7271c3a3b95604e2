import { type EmailListItem, type Page, type SendReceipt } from '@mailroom/contract';
import { ApiProblem } from '@mailroom/test-bed';
import { Away, type Crm } from './crm';
import type { CampaignMailbox } from './mailboxes';
import type { Random } from './random';

/** An email that somebody sent from the CRM. */
export interface SentEmail {
  mailbox: CampaignMailbox;
  /** Where it must arrive, once. */
  recipient: string;
  subject: string;
  key: string;
  /** The CRM's id, as soon as an answer came. */
  id: string | null;
}

/** What users do in the CRM meanwhile: they read, mark and send. */
export class CrmLife {
  readonly sent: SentEmail[] = [];
  /** By account and Message-ID: what the CRM has answered to the user's wish. Not there when no answer came. */
  readonly marks = new Map<string, boolean>();
  marked = 0;
  /** Of each message the id that it was first seen with; `null` once it was seen twice at a time. */
  readonly ids = new Map<string, string | null>();

  constructor(
    private readonly crm: Crm,
    private readonly random: Random,
    private readonly addresses: readonly string[],
  ) {}

  /** Looks at the newest emails of the account, marks some, perhaps sends one. Whatever does not answer is left. */
  async live(mailbox: CampaignMailbox): Promise<void> {
    try {
      const { items } = await this.crm.get<Page<EmailListItem>>(mailbox.user, `/emails?limit=50&accountId=${mailbox.accountId}`);
      this.note(mailbox, items);
      const chosen = this.random.pick(items.filter(({ internetMessageId }) => internetMessageId?.startsWith('<f-')));
      if (chosen && this.random.isLikely(0.7)) await this.mark(mailbox, chosen);
      if (this.random.isLikely(0.2)) await this.send(mailbox);
    } catch (error) {
      if (!(error instanceof Away) && !(error instanceof ApiProblem)) throw error;
    }
  }

  /** Emails that have no answer yet are sent with their key again: the user does not know whether they were taken. */
  async sendAgain(): Promise<void> {
    for (const email of this.sent) if (email.id === null) await this.submit(email);
  }

  private note({ accountId }: CampaignMailbox, items: readonly EmailListItem[]): void {
    const seen = new Set<string>();
    for (const { id, internetMessageId } of items) {
      const key = `${accountId} ${internetMessageId ?? ''}`;
      if (seen.has(key)) this.ids.set(key, null);
      else if (!this.ids.has(key)) this.ids.set(key, id);
      seen.add(key);
    }
  }

  private async mark({ user, accountId }: CampaignMailbox, { id, isRead, internetMessageId }: EmailListItem): Promise<void> {
    const key = `${accountId} ${internetMessageId ?? ''}`;
    this.marks.delete(key);
    await this.crm.call(user, 'PATCH', `/emails/${id}`, { isRead: !isRead });
    this.marks.set(key, !isRead);
    this.marked++;
  }

  private async send(mailbox: CampaignMailbox): Promise<void> {
    const number = this.sent.length;
    const recipient = this.random.pick(this.addresses.filter((address) => address !== mailbox.address)) ?? '';
    const email: SentEmail = { mailbox, recipient, subject: `Sent ${number}.`, key: `campaign-${number}`, id: null };
    this.sent.push(email);
    await this.submit(email);
  }

  private async submit(email: SentEmail): Promise<void> {
    const { mailbox, recipient, subject, key } = email;
    const body = { accountId: mailbox.accountId, to: [recipient], subject, text: 'Sent once.' };
    try {
      email.id = (await this.crm.call<SendReceipt>(mailbox.user, 'POST', '/emails', body, { 'idempotency-key': key })).id;
    } catch (error) {
      // 409: the account waits for its owner; the email was not taken.
      if (!(error instanceof Away) && !(error instanceof ApiProblem && error.problem.status === 409)) throw error;
    }
  }
}
