import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AccountPatch } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import { type AccountEntity, isManaged } from '../accounts/account.entity';
import { FolderEntity } from '../folders/folder.entity';
import { placeFolders } from '../folders/folder-tree';
import { ProblemError } from '../http/problem-error';
import { PolicyApplication, treeOf } from './policy-application';

/** What the owner of a mailbox that the organisation manages may choose: less than the policy allows, if that, and never more. */
@Injectable()
export class PolicyLimits {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly policies: PolicyApplication,
  ) {}

  /** @throws ProblemError 422 `policy-fixed` or `beyond-policy` */
  async checkSettings(account: AccountEntity, { startDate, exclusions }: AccountPatch): Promise<void> {
    if (account.kind !== 'impersonated' || (startDate === undefined && exclusions === undefined)) return;
    const { startDate: earliest, usersMayTighten } = await this.policies.rulesOf({ ...account, startDate: null });
    if (!usersMayTighten) throw fixed(startDate === undefined ? 'exclusions' : 'startDate');
    if (earliest === null || startDate === undefined || startDate === null || Date.parse(startDate) >= earliest) return;
    throw beyond('startDate', `Your organisation imports emails since ${new Date(earliest).toISOString()} only.`);
  }

  /** @throws ProblemError 422 `policy-fixed` or `beyond-policy` */
  async checkFolders(account: AccountEntity, items: readonly { id: string; selected: boolean }[]): Promise<void> {
    if (account.kind !== 'impersonated') return;
    const { folders: chosen = null, usersMayTighten } = await this.policies.rulesOf(account);
    const folders = await this.dataSource.getRepository(FolderEntity).findBy({ accountId: account.id });
    const places = placeFolders(treeOf(folders), chosen);
    const byId = new Map(folders.map((folder) => [folder.id, folder]));
    items.forEach(({ id, selected }, index) => {
      const folder = byId.get(id);
      if (!folder || folder.selected === selected) return;
      if (!usersMayTighten) throw fixed(`items.${index}.selected`);
      const isAllowed = places.get(folder.remoteId)?.isImportedByDefault;
      if (selected && !isAllowed) throw beyond(`items.${index}.selected`, `Your organisation does not import the folder ${folder.path}.`);
    });
  }

  /** @throws ProblemError 422 `policy-fixed` */
  async checkPause(account: AccountEntity): Promise<void> {
    if (account.kind !== 'impersonated') return;
    if (!(await this.policies.rulesOf(account)).usersMayTighten) throw fixed('phase');
  }
}

/** @throws ProblemError 409 `account-managed` for what only the organisation can do */
export function refuseManaged(account: Pick<AccountEntity, 'kind' | 'phase'>): void {
  if (!isManaged(account)) return;
  throw new ProblemError(409, 'account-managed', 'Your organisation manages this email account.', {
    remedy: 'Ask a CRM administrator: it ends when your address, or its domain, is taken from the MS Exchange integration.',
  });
}

function fixed(path: string): ProblemError {
  const message = 'Your organisation decides what of this mailbox is imported.';
  return new ProblemError(422, 'policy-fixed', message, {
    remedy: 'Ask a CRM administrator for another choice.',
    errors: [{ path, code: 'policy-fixed', message }],
  });
}

function beyond(path: string, message: string): ProblemError {
  return new ProblemError(422, 'beyond-policy', message, {
    remedy: 'Choose less than your organisation allows, or ask a CRM administrator.',
    errors: [{ path, code: 'beyond-policy', message }],
  });
}
