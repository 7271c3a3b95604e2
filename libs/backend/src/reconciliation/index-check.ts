import { Injectable } from '@nestjs/common';
import { distinctAddresses, type MessagePeople } from '../emails/message-people';
import { MessageSearch } from '../emails/message-search';
import { SqlReader } from '../store/sql-reader';
import type { StoredRow } from './stored-rows';

/** Finds messages that are stored, but that neither search nor their contacts would find. */
@Injectable()
export class IndexCheck {
  constructor(
    private readonly reader: SqlReader,
    private readonly search: MessageSearch,
  ) {}

  /** Ids of those of the messages that something is missing of. */
  async incomplete(messages: readonly StoredRow[]): Promise<string[]> {
    const searchable = new Set(
      await this.search.indexed(
        this.reader,
        messages.map(({ seq }) => seq),
      ),
    );
    const addressed = new Set(
      (
        await this.reader.rowsIn<{ message_id: string }>(
          'SELECT DISTINCT message_id FROM mail_message_address WHERE message_id IN',
          messages.map(({ id }) => id),
        )
      ).map(({ message_id }) => message_id),
    );
    return messages.filter((row) => !searchable.has(row.seq) || (!addressed.has(row.id) && hasAddresses(row))).map(({ id }) => id);
  }
}

function hasAddresses({ people }: StoredRow): boolean {
  return distinctAddresses(JSON.parse(people) as MessagePeople).length > 0;
}
