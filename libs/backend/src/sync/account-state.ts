import type { AccountPhase, ExclusionReason, MailEvent, ProblemCode } from '@mailroom/contract';
import { accountError } from '../accounts/account-view';
import type { EventHub } from '../events/event-hub';
import { outboxEvents } from '../events/outbox';
import type { AtomicWriter } from '../store/atomic-writer';
import { update } from '../store/statements';
import { fence, type Lease } from './lease-repository';

/** An error as an account shows it. */
export interface ShownError {
  code: ProblemCode | ExclusionReason;
  message: string;
}

/** Where a mailbox's synchronisation stands, as the owner of its lease writes it down for everybody. */
export class AccountState {
  constructor(
    readonly lease: Lease,
    private readonly owner: { ownerId: string; mailboxAddress: string },
    private phase: AccountPhase,
    private errorCode: string | null,
    private readonly writer: AtomicWriter,
    private readonly events: EventHub,
  ) {}

  async connected(serverVersion: string | null): Promise<void> {
    await this.write({ server_version: serverVersion?.slice(0, 100) ?? null });
  }

  async enter(phase: AccountPhase): Promise<void> {
    if (this.phase === phase) return;
    this.phase = phase;
    await this.write({ phase });
  }

  /** Something failed; it is tried again, unless the phase says that a person must act first. */
  async failed({ code, message }: ShownError, phase = this.phase): Promise<void> {
    const now = Date.now();
    const since = this.errorCode === code ? {} : { error_since: now };
    const isAlarm = phase === 'needs-attention' && this.phase !== phase;
    this.phase = phase;
    this.errorCode = code;
    const error = accountError({ errorCode: code, errorMessage: message, errorSince: now });
    await this.write(
      { phase, error_code: code, error_message: message, ...since },
      isAlarm && error
        ? [{ type: 'account.needs-attention', accountId: this.lease.accountId, emailAddress: this.owner.mailboxAddress, error }]
        : [],
    );
  }

  async recovered(): Promise<void> {
    if (this.errorCode === null) return;
    this.errorCode = null;
    await this.write({ error_code: null, error_message: null, error_since: null });
  }

  private async write(columns: Record<string, unknown>, events: readonly MailEvent[] = []): Promise<void> {
    const { accountId } = this.lease;
    await this.writer.write([
      fence(this.lease, Date.now()),
      update('mail_account', { column: 'id', value: accountId }, columns),
      ...outboxEvents(this.owner.ownerId, events),
    ]);
    this.events.changed(this.owner.ownerId, accountId);
  }
}
