import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, IsNull } from 'typeorm';
import { list, SqlReader } from '../store/sql-reader';
import { MessageEntity } from './message.entity';
import { type FilteredRow, passes, positionOf } from './filtered-row';
import { MessageSearch, mostMatches, type SearchCondition } from './message-search';

/** Which messages of an account are asked for. */
export interface MessageFilter {
  /** Any of these. */
  folderIds?: readonly string[] | undefined;
  threadId?: string | undefined;
  /** Lower-case addresses: messages from or to any of them. */
  addresses?: readonly string[] | undefined;
  /** What somebody typed into a search field. */
  text?: string | undefined;
  /** Words of the sender's name or address. */
  from?: readonly string[] | undefined;
  /** Words of a recipient's. */
  to?: readonly string[] | undefined;
  isRead?: boolean | undefined;
  hasAttachments?: boolean | undefined;
  /** In milliseconds since 1970: received before. */
  before?: number | undefined;
  /** Received then or later. */
  after?: number | undefined;
}

/** A place between two messages in the order of lists: newest first. */
export interface MessagePosition {
  receivedAt: number;
  id: string;
}

/** With the number by which the full-text index knows the message. */
interface NumberedPosition extends MessagePosition {
  seq: number;
}

/** Measured on SQLite: a match that is looked at costs as much as five of the newest messages that are gone through, and a page has 50. */
const evenAt = 10;

/** Messages as people see them. Every question names the accounts whose owner asks. */
@Injectable()
export class MessageRepository {
  /** So many matches of a search are read and sorted as fast as a page of the newest is gone through. */
  readonly fewMatches: number = 4_000;
  readonly mostMatches: number = mostMatches;
  /** Of the newest, when it is known which match. */
  readonly lookedAtOnce: number = 300;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: SqlReader,
    private readonly search: MessageSearch,
  ) {}

  find(accountIds: readonly string[], id: string): Promise<MessageEntity | null> {
    return this.messages.findOneBy({ id, accountId: In(accountIds), departedAt: IsNull() });
  }

  /** Oldest first. */
  async thread(accountIds: readonly string[], threadId: string): Promise<MessageEntity[]> {
    if (accountIds.length === 0) return [];
    return (
      this.messages
        .createQueryBuilder('message')
        // Not as a column of its own: a planner would go through the account's whole mailbox, which has the right order.
        .where('message.threadId = :threadId AND COALESCE(message.accountId, message.accountId) IN (:...accountIds)', {
          threadId,
          accountIds,
        })
        .andWhere('message.departedAt IS NULL')
        .orderBy({ 'message.receivedAt': 'ASC', 'message.id': 'ASC' })
        .limit(1_000)
        .getMany()
    );
  }

  /**
   * The newest messages after a position. Each account's are read in the order of its own index and then merged, so the
   * cost does not grow with the mailboxes' sizes. A search that few messages match begins with these; one that many match
   * goes through the newest until a page is full, knowing which match where the database says that quickly.
   */
  async newest(
    accountIds: readonly string[],
    filter: MessageFilter,
    after: MessagePosition | null,
    limit: number,
  ): Promise<MessageEntity[]> {
    const { text, from = [], to = [] } = filter;
    const isSearch = text !== undefined || from.length + to.length > 0;
    const condition = isSearch ? this.search.condition(text ?? '', { from, to }) : undefined;
    if (condition === null || filter.addresses?.length === 0 || filter.folderIds?.length === 0) return [];
    const seqs = condition && (await this.matching(condition));
    const ofAccount = (accountId: string): Promise<MessagePosition[]> =>
      seqs ? this.newestAmong(new Set(seqs), accountId, filter, after, limit) : this.newestIds(accountId, filter, condition, after, limit);
    const pages =
      seqs && this.areFew(seqs, condition)
        ? await this.among(seqs, accountIds, filter, after)
        : (await Promise.all(accountIds.map(ofAccount))).flat();
    const ids = pages
      .sort(newestFirst)
      .slice(0, limit)
      .map(({ id }) => id);
    const messages = new Map((await this.messages.findBy({ id: In(ids) })).map((message) => [message.id, message]));
    return ids.flatMap((id) => messages.get(id) ?? []);
  }

  private async newestIds(
    accountId: string,
    { folderIds, threadId, addresses, isRead, hasAttachments, before, after: since }: MessageFilter,
    search: SearchCondition | undefined,
    after: MessagePosition | null,
    limit: number,
  ): Promise<NumberedPosition[]> {
    const conditions = ['account_id = ?', 'departed_at IS NULL'];
    const parameters: unknown[] = [accountId];
    const where = (condition: string, ...values: unknown[]): void => {
      conditions.push(condition);
      parameters.push(...values);
    };
    if (folderIds) where(`folder_id IN ${list(folderIds.length)}`, ...folderIds);
    if (threadId !== undefined) where('thread_id = ?', threadId);
    if (isRead !== undefined) where('is_read = ?', isRead);
    if (hasAttachments !== undefined) where('has_attachments = ?', hasAttachments);
    if (before !== undefined) where('received_at < ?', before);
    if (since !== undefined) where('received_at >= ?', since);
    if (search) where(search.row, search.parameter);
    if (addresses) {
      const messages = `SELECT message_id FROM mail_message_address WHERE account_id = ? AND address IN ${list(addresses.length)}`;
      where(`id IN (${messages})`, accountId, ...addresses);
    }
    if (after) where('received_at <= ? AND (received_at < ? OR id < ?)', after.receivedAt, after.receivedAt, after.id);
    const rows = await this.reader.rows<{ seq: number; id: string; received_at: number | string }>(
      `SELECT seq, id, received_at FROM mail_message WHERE ${conditions.join(' AND ')} ORDER BY received_at DESC, id DESC LIMIT ${limit}`,
      parameters,
    );
    return rows.map(({ seq, id, received_at }) => ({ seq, id, receivedAt: Number(received_at) }));
  }

  /** Goes through the newest of the account until so many of them match. */
  private async newestAmong(
    seqs: ReadonlySet<number>,
    accountId: string,
    filter: MessageFilter,
    after: MessagePosition | null,
    limit: number,
  ): Promise<MessagePosition[]> {
    const found: MessagePosition[] = [];
    for (let from = after; found.length < limit;) {
      const rows = await this.newestIds(accountId, filter, undefined, from, this.lookedAtOnce);
      found.push(...rows.filter(({ seq }) => seqs.has(seq)));
      from = rows.at(-1) ?? null;
      if (rows.length < this.lookedAtOnce) break;
    }
    return found;
  }

  /** The numbers of the messages that match, of all accounts; `null` when they are many. */
  private async matching({ seqs, allSeqs, parameter }: SearchCondition): Promise<number[] | null> {
    if (allSeqs !== null) {
      const [row] = await this.reader.rows<{ seqs: string }>(allSeqs, [parameter]);
      const all = JSON.parse(row?.seqs ?? '[]') as number[];
      return all.length > this.mostMatches ? null : all;
    }
    const rows = await this.reader.rows<{ seq: number }>(`${seqs} LIMIT ${this.fewMatches + 1}`, [parameter]);
    return rows.length > this.fewMatches ? null : rows.map(({ seq }) => seq);
  }

  /**
   * Whether it is faster to look at each match than to go through the newest until a page of them is found. The first costs as much as
   * there are matches, the second as much as there are messages to each match: they are even where the matches are the root of some
   * multiple of the messages, of which the highest number tells. Databases on a network have said already that they are few.
   */
  private areFew(seqs: readonly number[], { allSeqs }: SearchCondition): boolean {
    if (seqs.length > this.fewMatches || allSeqs === null) return seqs.length <= this.fewMatches;
    return seqs.length <= Math.sqrt(evenAt * Math.max(0, ...seqs));
  }

  /** Those of the messages that pass the filter, in no order. */
  private async among(
    seqs: readonly number[],
    accountIds: readonly string[],
    filter: MessageFilter,
    after: MessagePosition | null,
  ): Promise<MessagePosition[]> {
    const rows = await this.reader.rowsIn<FilteredRow>(
      `SELECT id, account_id, folder_id, thread_id, received_at, is_read, has_attachments FROM mail_message
       WHERE departed_at IS NULL AND seq IN`,
      seqs,
    );
    const passing = rows.filter(passes(accountIds, filter, after));
    const { addresses } = filter;
    if (!addresses || passing.length === 0) return passing.map(positionOf);
    const addressed = await this.reader.rowsIn<{ message_id: string }>(
      `SELECT DISTINCT message_id FROM mail_message_address WHERE address IN ${list(addresses.length)} AND message_id IN`,
      passing.map(({ id }) => id),
      addresses,
    );
    const ids = new Set(addressed.map(({ message_id }) => message_id));
    return passing.filter(({ id }) => ids.has(id)).map(positionOf);
  }

  private get messages() {
    return this.dataSource.getRepository(MessageEntity);
  }
}

function newestFirst(a: MessagePosition, b: MessagePosition): number {
  return b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1);
}
