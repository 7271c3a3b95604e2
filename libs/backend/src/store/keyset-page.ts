import type { Page, PageQuery } from '@mailroom/contract';
import { type FindOptionsOrder, type FindOptionsWhere, MoreThan, type ObjectLiteral, type Repository } from 'typeorm';

/** A page in the order of creation (ids are UUIDv7), after the id that the cursor names. */
export async function keysetPage<Row extends ObjectLiteral & { id: string }>(
  repository: Repository<Row>,
  where: FindOptionsWhere<Row>,
  { limit, cursor }: PageQuery,
): Promise<Page<Row>> {
  const rows = await repository.find({
    where: { ...where, ...(cursor !== undefined && { id: MoreThan(cursor) }) } as FindOptionsWhere<Row>,
    order: { id: 'ASC' } as FindOptionsOrder<Row>,
    take: limit + 1,
  });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
