import { type Page } from '@mailroom/contract';
import { EMPTY, expand, type Observable, reduce } from 'rxjs';

/** Follows `nextCursor` to the end, for lists that are short by nature (providers, a user's own accounts). */
export function allPages<Item>(page: (cursor?: string) => Observable<Page<Item>>): Observable<Item[]> {
  return page().pipe(
    expand(({ nextCursor }) => (nextCursor === null ? EMPTY : page(nextCursor))),
    reduce<Page<Item>, Item[]>((items, next) => [...items, ...next.items], []),
  );
}
