import { Injectable } from '@nestjs/common';
import type { EmailListQuery } from '@mailroom/contract';
import { list, SqlReader } from '../store/sql-reader';
import type { MessageFilter } from './message-repository';
import { parseSearch } from './search-query';

/** Turns what a list is asked for into a filter: the query's own parameters, and those among what somebody typed. */
@Injectable()
export class EmailFilters {
  constructor(private readonly reader: SqlReader) {}

  /** @param accountIds in whose folders `in:` looks */
  async of(accountIds: readonly string[], query: EmailListQuery): Promise<MessageFilter> {
    const typed = parseSearch(query.q ?? '');
    const { folderId, threadId, unread, from, hasAttachment } = query;
    const named = typed.folders.length > 0 ? await this.foldersNamed(accountIds, typed.folders) : undefined;
    return {
      threadId,
      folderIds: folderId === undefined ? named : (named ?? [folderId]).filter((id) => id === folderId),
      text: typed.text || undefined,
      from: [...typed.from, ...(from === undefined ? [] : [from])],
      to: typed.to,
      isRead: unread === undefined ? typed.isRead : !unread,
      hasAttachments: hasAttachment ?? typed.hasAttachments,
      before: earliest(typed.before, momentOf(query.before)),
      after: latest(typed.after, momentOf(query.after)),
    };
  }

  /** Folders that are called so, by name, path or role, in any letter case. */
  private async foldersNamed(accountIds: readonly string[], names: readonly string[]): Promise<string[]> {
    if (accountIds.length === 0) return [];
    const rows = await this.reader.rows<{ id: string; name: string; path: string; role: string | null }>(
      `SELECT id, name, path, role FROM mail_folder WHERE account_id IN ${list(accountIds.length)}`,
      accountIds,
    );
    return rows
      .filter((row) => [row.name, row.path, row.role ?? ''].some((text) => names.includes(text.toLowerCase())))
      .map(({ id }) => id);
  }
}

const momentOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}
