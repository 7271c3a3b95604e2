import type { Answer, UserName } from './test-app';
import type { CoveredMailbox, CoveredMailboxPage } from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { MemoryOrganisation } from './memory-organisation';
import { TestApp } from './test-app';
import { untilSo } from './until-so';

const quick: Partial<SyncSettings> = { retryMs: 1, longestRetryMs: 5, sendRetryMs: 1, batchMessages: 4, heartbeatMs: 100 };

/** A running plugin of a CRM whose users have mailboxes on an organisation's server. */
export class CoveredOrganisation {
  readonly settings = { enabled: true, server: 'mail.example.com', login: 'service', password: 'secret', domains: ['example.com'] };

  private constructor(
    readonly app: TestApp,
    readonly server: MemoryOrganisation,
  ) {}

  /** @param addresses of the CRM's users besides admin, Anna and Ben; their ids are the parts before the "@" */
  static async start(addresses: readonly string[] = []): Promise<CoveredOrganisation> {
    const server = new MemoryOrganisation();
    const app = await TestApp.start({ adapters: [() => server], embeddedListener: true });
    Object.assign(app.app.get<SyncSettings>(SYNC_SETTINGS, { strict: false }), quick);
    app.people.push(...addresses.map(userOf));
    return new CoveredOrganisation(app, server);
  }

  save(settings: object): Promise<Answer> {
    return this.app.call('admin', 'PUT', '/exchange-integration', settings);
  }

  async mailboxes(query = ''): Promise<CoveredMailboxPage> {
    return (await this.app.call('admin', 'GET', `/exchange-integration/mailboxes${query}`)).body as unknown as CoveredMailboxPage;
  }

  async mailboxOf(address: string): Promise<CoveredMailbox | undefined> {
    return (await this.mailboxes('?limit=200')).items.find(({ emailAddress }) => emailAddress === address);
  }

  /** Waits, from event to event of the user's accounts, until the covered mailbox is in the phase. */
  untilPhase(address: string, phase: string): Promise<void> {
    return this.until(address, async () => (await this.mailboxOf(address))?.phase === phase);
  }

  until(address: string, isSo: () => Promise<boolean>): Promise<void> {
    return untilSo(this.app, address.slice(0, address.indexOf('@')), isSo);
  }

  async rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    return this.app.dataSource.query<Row[]>(sql);
  }

  /** Subjects and ids of a user's messages that are here, in the order of the subjects. */
  async messagesOf(owner: UserName): Promise<{ subject: string; id: string }[]> {
    return this.rows(
      `SELECT m.subject, m.id FROM mail_message m JOIN mail_account a ON a.id = m.account_id
       WHERE a.owner_id = '${owner}' AND m.departed_at IS NULL ORDER BY m.subject`,
    );
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

const userOf = (email: string): HostUser => ({ id: email.slice(0, email.indexOf('@')), email, displayName: email });
