import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ImportPolicy } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import type { AccountEntity } from '../accounts/account.entity';
import { compareAnew } from '../accounts/account-repository';
import { FolderEntity } from '../folders/folder.entity';
import { placeFolders, type TreeFolder } from '../folders/folder-tree';
import { AtomicWriter, type Statement } from '../store/atomic-writer';
import { update } from '../store/statements';
import { type ImportRules, importRules, reasonsOfChange } from '../sync/import-policy';
import { fence, type Lease } from '../sync/lease-repository';
import { forgetExcluded } from '../sync/ledger-statements';
import { ExchangeIntegrationEntity, INTEGRATION_ID } from './exchange-integration.entity';
import { policyOf } from './integration-state';

/**
 * Brings a mailbox under the organisation's policy as it is now, when its synchronisation begins. What is allowed no longer leaves the
 * CRM, and what is allowed now is fetched: the folders are compared with the mailbox, which fetches nothing that is here.
 */
@Injectable()
export class PolicyApplication {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
  ) {}

  /** The rules of an account's import. */
  async rulesOf(account: AccountEntity): Promise<ImportRules> {
    return importRules(account, account.kind === 'impersonated' ? await this.policy() : null);
  }

  /** @returns the rules, which the account's folders and its ledger follow from now on */
  async apply(account: AccountEntity, lease: Lease): Promise<ImportRules> {
    const rules = await this.rulesOf(account);
    const appliedPolicy = JSON.stringify(rules);
    if (account.kind !== 'impersonated' || account.appliedPolicy === appliedPolicy) return rules;
    const before = account.appliedPolicy === null ? null : (JSON.parse(account.appliedPolicy) as ImportRules);
    const folders = await this.dataSource.getRepository(FolderEntity).findBy({ accountId: account.id });
    const reasons = reasonsOfChange(before ?? { startDate: null, exclusions: rules.exclusions }, rules);
    await this.writer.write([
      fence(lease, Date.now()),
      ...choices(folders, before, rules),
      ...(before && reasons.length > 0 ? [...forgetExcluded(account.id, reasons), compareAnew(account.id)] : []),
      update('mail_account', { column: 'id', value: account.id }, { applied_policy: appliedPolicy }),
    ]);
    account.appliedPolicy = appliedPolicy;
    return rules;
  }

  /** The organisation's policy. */
  async policy(): Promise<ImportPolicy> {
    return policyOf(await this.dataSource.getRepository(ExchangeIntegrationEntity).findOneByOrFail({ id: INTEGRATION_ID }));
  }
}

/**
 * A folder that is allowed no longer is deselected; one that is allowed now and was not before is selected. In between stands its
 * owner's choice, where the policy leaves one.
 */
function choices(folders: readonly FolderEntity[], before: ImportRules | null, after: ImportRules): Statement[] {
  const tree = treeOf(folders);
  const was = placeFolders(tree, before?.folders ?? null);
  const is = placeFolders(tree, after.folders ?? null);
  return folders.flatMap(({ id, remoteId, selected, keepsEmails }) => {
    const isAllowed = is.get(remoteId)?.isImportedByDefault ?? false;
    const isNewlyAllowed = isAllowed && (before === null || !was.get(remoteId)?.isImportedByDefault || !after.usersMayTighten);
    const chosen = isAllowed && (selected || isNewlyAllowed);
    if (chosen === selected && (isAllowed || !keepsEmails)) return [];
    return [update('mail_folder', { column: 'id', value: id }, { selected: chosen, ...(!isAllowed && { keeps_emails: false }) })];
  });
}

/** The folders as `placeFolders` takes them. */
export function treeOf(folders: readonly FolderEntity[]): TreeFolder[] {
  const remoteIds = new Map(folders.map(({ id, remoteId }) => [id, remoteId]));
  return folders.map(({ remoteId, parentId, name, role }) => ({
    ...{ remoteId, name, role },
    parentRemoteId: parentId === null ? null : (remoteIds.get(parentId) ?? null),
  }));
}
