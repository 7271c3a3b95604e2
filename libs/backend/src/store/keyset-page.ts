import type { Page, PageQuery } from '@mailroom/contract';
import {
  And,
  type FindOperator,
  type FindOptionsOrder,
  type FindOptionsWhere,
  LessThan,
  MoreThan,
  type ObjectLiteral,
  type Repository,
} from 'typeorm';

/** The unique column that a list is in the order of, and that its cursors name. */
export interface KeysetOrder<Row> {
  by: keyof Row & string;
  direction: 'ASC' | 'DESC';
  /** What of the column the list is limited to. */
  within?: readonly FindOperator<string>[];
}

/** A page after the row that the cursor names; in the order of creation (ids are UUIDv7) unless told otherwise. */
export async function keysetPage<Row extends ObjectLiteral & { id: string }>(
  repository: Repository<Row>,
  where: FindOptionsWhere<Row>,
  { limit, cursor }: PageQuery,
  { by, direction, within = [] }: KeysetOrder<Row> = { by: 'id', direction: 'ASC' },
): Promise<Page<Row>> {
  const beyond = direction === 'ASC' ? MoreThan : LessThan;
  const bounds = cursor === undefined ? within : [...within, beyond(cursor)];
  const rows = await repository.find({
    where: { ...where, ...(bounds.length > 0 && { [by]: And(...bounds) }) } as FindOptionsWhere<Row>,
    order: { [by]: direction } as FindOptionsOrder<Row>,
    take: limit + 1,
  });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? ((items.at(-1)?.[by] as string | undefined) ?? null) : null };
}
