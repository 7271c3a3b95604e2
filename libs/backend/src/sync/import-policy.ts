import {
  BEFORE_START_DATE,
  domainOf,
  normaliseEmailAddress,
  type ExclusionReason,
  type Exclusions,
  type ImportPolicy,
  noExclusions,
  type PolicyFolders,
  type Sensitivity,
} from '@mailroom/contract';
import { parseMessage } from '@mailroom/mime';
import type { AccountEntity } from '../accounts/account.entity';
import type { ShownError } from './account-state';

/** What of a mailbox is imported: its owner's choice and, where the organisation manages it, within the organisation's policy. */
export interface ImportRules {
  /** What was received before is not imported; in milliseconds since 1970. */
  startDate: number | null;
  exclusions: Exclusions;
  /** Whether what was received before, and is here, stays. */
  keepsEarlier?: boolean;
  /** Folders that may be imported, of a mailbox that the organisation manages: `null` there for those by default. */
  folders?: PolicyFolders | null;
  /** Whether the owner's choice counts, of a mailbox that the organisation manages. */
  usersMayTighten?: boolean;
}

type RuledAccount = Pick<AccountEntity, 'kind' | 'startDate' | 'exclusions' | 'keepsEarlier'>;

/** @param policy the organisation's, which rules the mailboxes that it manages and no others */
export function importRules(account: RuledAccount, policy: ImportPolicy | null): ImportRules {
  const own = { startDate: account.startDate, exclusions: exclusionsOf(account), keepsEarlier: account.keepsEarlier ?? false };
  if (account.kind !== 'impersonated' || policy === null) return own;
  const { usersMayTighten, folders } = policy;
  const startDate = policy.startDate === null ? null : Date.parse(policy.startDate);
  if (!usersMayTighten) return { startDate, exclusions: policy.exclusions, folders, usersMayTighten };
  return {
    startDate: later(startDate, own.startDate),
    exclusions: together(policy.exclusions, own.exclusions),
    keepsEarlier: startDate === null && own.keepsEarlier,
    ...{ folders, usersMayTighten },
  };
}

export function exclusionsOf({ exclusions }: Pick<AccountEntity, 'exclusions'>): Exclusions {
  return exclusions === null ? noExclusions : (JSON.parse(exclusions) as Exclusions);
}

/** What is excluded by one of the two. */
function together(one: Exclusions, other: Exclusions): Exclusions {
  const sizes = [one.maxSize, other.maxSize].filter((size) => size !== null);
  return {
    addresses: [...new Set([...one.addresses, ...other.addresses])],
    domains: [...new Set([...one.domains, ...other.domains])],
    sensitivities: [...new Set([...one.sensitivities, ...other.sensitivities])],
    maxSize: sizes.length === 0 ? null : Math.min(...sizes),
  };
}

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** The ledger's reasons that a change of the rules concerns: what was left out for one of them is looked at again. */
export function reasonsOfChange(before: ImportRules, after: ImportRules): ExclusionReason[] {
  const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
  const [old, now] = [before.exclusions, after.exclusions];
  return [
    ...(before.startDate === after.startDate ? [] : ([BEFORE_START_DATE] as const)),
    ...(differs(old.addresses, now.addresses) ? (['excluded-address'] as const) : []),
    ...(differs(old.domains, now.domains) ? (['excluded-domain'] as const) : []),
    ...(differs(old.sensitivities, now.sensitivities) ? (['excluded-sensitivity'] as const) : []),
    ...(old.maxSize === now.maxSize ? [] : (['over-size-limit'] as const)),
  ];
}

/** `Sensitivity` as RFC 2156 §5.3.4 and Exchange write it; other values are as none. */
const sensitivities: Partial<Record<string, Sensitivity>> = {
  personal: 'personal',
  private: 'private',
  'company-confidential': 'confidential',
};

const because = (code: ExclusionReason, message = ''): ShownError => ({ code, message });

/** Of a message so much is read to judge it: its header, as far as the parser reads one. */
const headerBytes = 1024 * 1024;

/** Says of a mailbox's messages which are not imported, and why. */
export class ImportFilter {
  private readonly addresses: ReadonlySet<string>;

  /** @param ownAddresses the mailbox's, in lower case: what is from one of them was sent by its owner */
  constructor(
    private readonly rules: ImportRules,
    private readonly ownAddresses: readonly string[],
  ) {
    this.addresses = new Set(rules.exclusions.addresses);
  }

  /** Whether a message must be read to be judged. */
  get readsMessages(): boolean {
    const { addresses, domains, sensitivities: kinds, maxSize } = this.rules.exclusions;
    return addresses.length > 0 || domains.length > 0 || kinds.length > 0 || maxSize !== null;
  }

  /** By what the server says of it. @param size in bytes; 0 when unknown */
  unread({ receivedAt, size }: { receivedAt: Date | null; size: number }): ShownError | null {
    const { startDate } = this.rules;
    if (startDate !== null && receivedAt !== null && receivedAt.getTime() < startDate) return because(BEFORE_START_DATE);
    return this.oversized(size);
  }

  /** Whether a message that is here stays all the same. */
  keepsEarlier({ code }: ShownError): boolean {
    return code === BEFORE_START_DATE && this.rules.keepsEarlier === true;
  }

  /** By what stands in it. */
  read(raw: Buffer): ShownError | null {
    if (!this.readsMessages) return null;
    const oversized = this.oversized(raw.length);
    if (oversized) return oversized;
    const { headers, from, sender, to, cc, bcc } = parseMessage(raw.subarray(0, headerBytes));
    const kind = sensitivities[(headers.get('sensitivity') ?? '').trim().toLowerCase()];
    if (kind && this.rules.exclusions.sensitivities.includes(kind)) return because('excluded-sensitivity', `It is marked as ${kind}.`);
    const senders = [...from, ...sender].map(compared);
    const isOwn = senders.some((address) => this.ownAddresses.includes(address));
    const others = isOwn ? [...to, ...cc, ...bcc].map(compared) : senders;
    return this.exchangedWith(others.filter((address) => !this.ownAddresses.includes(address)));
  }

  private exchangedWith(others: readonly string[]): ShownError | null {
    const address = others.find((other) => this.addresses.has(other));
    if (address !== undefined)
      return because('excluded-address', `It was exchanged with ${address}, an address whose emails are not imported.`);
    const { domains } = this.rules.exclusions;
    const domain = domains.find((excluded) => others.some((other) => isWithin(domainOf(other), excluded)));
    return domain === undefined
      ? null
      : because('excluded-domain', `It was exchanged with ${domain}, a domain whose emails are not imported.`);
  }

  private oversized(size: number): ShownError | null {
    const { maxSize } = this.rules.exclusions;
    return maxSize !== null && size > maxSize ? because('over-size-limit', `It is larger than ${maxSize} bytes.`) : null;
  }
}

/** As addresses are listed: in lower case, the domain's labels as A-labels. */
function compared({ address }: { address: string }): string {
  return (normaliseEmailAddress(address) ?? address).toLowerCase();
}

function isWithin(domain: string, excluded: string): boolean {
  return domain === excluded || domain.endsWith(`.${excluded}`);
}
