import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FolderDifference, Reconciliation, RepairState } from '@mailroom/contract';
import { MailError, type MailboxSession } from '@mailroom/mail-adapter';
import { DataSource } from 'typeorm';
import type { ConnectedAccount } from '../accounts/account.entity';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { notSelectedCount } from '../folders/folder-status';
import { FolderEntity } from '../folders/folder.entity';
import { ProblemError } from '../http/problem-error';
import { MailboxRunners } from '../sync/mailbox-runners';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { emptyDifference, FolderComparer } from './folder-comparer';
import { isClean, ReconciliationRepository, sumOfCounts } from './reconciliation-repository';
import { byPerson } from './repair-order';

const lookEveryMs = 100;

/** Compares a mailbox with what is in the CRM. It only reads; mending is left to the process that owns the mailbox. */
@Injectable()
export class Reconciler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    private readonly connector: MailboxConnector,
    private readonly comparer: FolderComparer,
    private readonly findings: ReconciliationRepository,
    private readonly runners: MailboxRunners,
  ) {}

  /** What somebody asked for. @throws MailError when the server does not answer @throws ProblemError when it cannot be mended now */
  async reconcile(account: ConnectedAccount, isRepair: boolean, signal: AbortSignal): Promise<Reconciliation> {
    if (isRepair) checkSynchronised(account);
    const comparison = await this.compare(account, signal);
    const isAsCounted = await this.isAsCounted(account.id, comparison.folders);
    if (!isRepair || (isClean(comparison) && isAsCounted)) {
      await this.findings.record(account, { trigger: 'person', repair: 'none', counts: comparison });
      return comparison;
    }
    return { ...comparison, repair: await this.repair(account.id, signal), finishedAt: new Date().toISOString() };
  }

  async compare(account: ConnectedAccount, signal: AbortSignal): Promise<Reconciliation> {
    const startedAt = new Date().toISOString();
    const session = await this.connector.open(account);
    try {
      const folders = await this.compareFolders(account, session, signal);
      return { ...sumOfCounts(folders), accountId: account.id, startedAt, finishedAt: new Date().toISOString(), repair: 'none', folders };
    } finally {
      await session.close();
    }
  }

  private async compareFolders(account: ConnectedAccount, session: MailboxSession, signal: AbortSignal): Promise<FolderDifference[]> {
    const rows = await this.dataSource.getRepository(FolderEntity).find({ where: { accountId: account.id }, order: { path: 'ASC' } });
    const folders: FolderDifference[] = [];
    for (const folder of rows) {
      const isCompared = folder.selected && folder.backfilledAt !== null;
      try {
        folders.push(isCompared ? await this.comparer.compare(session, folder, signal) : uncompared(folder));
      } catch (error) {
        // The folder is gone: the synchronisation learns of it by itself.
        if (!(error instanceof MailError) || error.code !== 'item-not-found') throw error;
      }
    }
    return folders;
  }

  /** Whether the folders' counts are those of their rows. */
  private async isAsCounted(accountId: string, folders: readonly FolderDifference[]): Promise<boolean> {
    const rows = await this.dataSource.getRepository(FolderEntity).findBy({ accountId });
    const counted = new Map(rows.map((folder) => [folder.id, folder]));
    return folders
      .filter(({ state }) => state === 'compared')
      .every(({ id, importedCount, skippedCount }) => {
        const folder = counted.get(id);
        return folder?.messageCount === importedCount && folder.skippedCount === skippedCount;
      });
  }

  /** Waits for the owner of the mailbox as long as anybody waits for an answer. */
  private async repair(accountId: string, signal: AbortSignal): Promise<RepairState> {
    const before = (await this.findings.last(accountId))?.finishedAt;
    const until = Date.now() + this.settings.longestAnswerMs;
    this.runners.repair(accountId, byPerson);
    while (Date.now() < until) {
      await sleep(lookEveryMs, undefined, { signal, ref: false });
      const last = await this.findings.last(accountId);
      if (last && last.finishedAt !== before && last.trigger === 'person') return last.repair;
    }
    return 'continues';
  }
}

/** What is not compared still says where its messages are. */
function uncompared(folder: FolderEntity): FolderDifference {
  const { selected, serverCount, messageCount, skippedCount } = folder;
  return {
    ...emptyDifference(folder, selected ? 'importing' : 'not-selected'),
    serverCount: serverCount ?? 0,
    importedCount: messageCount,
    skippedCount: selected ? skippedCount : notSelectedCount(folder),
  };
}

function checkSynchronised({ phase }: ConnectedAccount): void {
  if (phase === 'paused') {
    throw new ProblemError(409, 'account-paused', 'This email account is paused.', { remedy: 'Resume it first.' });
  }
  if (phase === 'needs-attention') {
    throw new ProblemError(409, 'account-needs-attention', 'This email account cannot be synchronised now.', {
      remedy: 'Mend what its status names, then reconnect it.',
    });
  }
}
