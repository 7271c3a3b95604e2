import { Injectable } from '@nestjs/common';
import { type AccountPatch, type AuditValue, BEFORE_START_DATE } from '@mailroom/contract';
import { auditEntry, changesBetween } from '../audit/audit-entry';
import type { HostUser } from '../host-bridge';
import { PolicyLimits } from '../exchange-integration/policy-limits';
import { update } from '../store/statements';
import { exclusionsOf, reasonsOfChange } from '../sync/import-policy';
import { forgetExcluded } from '../sync/ledger-statements';
import { Synchroniser } from '../sync/synchroniser';
import type { ConnectedAccount } from './account.entity';
import { AccountRepository, compareAnew, makeDefault } from './account-repository';
import { accountSubject } from './account-subject';

type Settings = Pick<ConnectedAccount, 'signature' | 'isDefault' | 'startDate' | 'exclusions'> & { keepsEarlier: boolean };

/** Changes what of an account concerns no credentials. */
@Injectable()
export class AccountSettings {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly synchroniser: Synchroniser,
    private readonly limits: PolicyLimits,
  ) {}

  async change(actor: HostUser, account: ConnectedAccount, patch: AccountPatch): Promise<void> {
    await this.limits.checkSettings(account, patch);
    const settings = { ...settingsOf(account), ...patched(patch) };
    const changes = changesBetween(shown(settingsOf(account)), shown(settings));
    if (changes.length === 0) return;
    const { signature, startDate, keepsEarlier, exclusions } = settings;
    const reasons = reasonsOfChange(rules(account), rules(settings));
    const isKeptOtherwise = keepsEarlier !== settingsOf(account).keepsEarlier;
    if (isKeptOtherwise && !reasons.includes(BEFORE_START_DATE)) reasons.push(BEFORE_START_DATE);
    const also = [
      ...(settings.isDefault && !account.isDefault ? makeDefault(account) : []),
      ...auditEntry(actor, 'account.changed', accountSubject(account), changes),
    ];
    if (reasons.length === 0) return this.accounts.update(account, { signature }, also);
    const columns = { signature, start_date: startDate, keeps_earlier: keepsEarlier, exclusions, updated_at: Date.now() };
    await this.synchroniser.interrupt(account.id, [
      update('mail_account', { column: 'id', value: account.id }, columns),
      ...forgetExcluded(account.id, reasons),
      compareAnew(account.id),
      ...also,
    ]);
    this.synchroniser.wake(account.id);
  }
}

const rules = (settings: Pick<Settings, 'startDate' | 'exclusions'>) => ({
  startDate: settings.startDate,
  exclusions: exclusionsOf(settings),
});

function settingsOf({ signature, isDefault, startDate, keepsEarlier, exclusions }: ConnectedAccount): Settings {
  return { signature, isDefault, startDate, keepsEarlier: keepsEarlier ?? false, exclusions };
}

function patched({ signature, isDefault, startDate, earlierEmails, exclusions }: AccountPatch): Partial<Settings> {
  return {
    ...(signature !== undefined && { signature }),
    ...(isDefault !== undefined && { isDefault }),
    ...(exclusions !== undefined && { exclusions: JSON.stringify(exclusions) }),
    ...(startDate !== undefined && {
      startDate: startDate === null ? null : Date.parse(startDate),
      keepsEarlier: startDate !== null && earlierEmails === 'keep',
    }),
  };
}

/** As the API shows them. */
function shown(settings: Settings): Record<string, AuditValue> {
  const { signature, isDefault, startDate, keepsEarlier } = settings;
  const { addresses, domains, sensitivities, maxSize } = exclusionsOf(settings);
  return {
    ...{ signature, isDefault, startDate: startDate === null ? null : new Date(startDate).toISOString() },
    earlierEmails: keepsEarlier ? 'keep' : 'remove',
    ...{ 'exclusions.addresses': addresses, 'exclusions.domains': domains, 'exclusions.sensitivities': sensitivities },
    'exclusions.maxSize': maxSize,
  };
}
