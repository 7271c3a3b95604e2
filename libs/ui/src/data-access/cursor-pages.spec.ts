import { HttpErrorResponse } from '@angular/common/http';
import { type Page } from '@mailroom/contract';
import { from, Subject, throwError } from 'rxjs';
import { CursorPages } from './cursor-pages';

/** Numbers from 0 on, three a page; the cursor is the first of the page. */
function numbers(cursor: string | null): Page<number> {
  const first = Number(cursor ?? 0);
  return { items: [first, first + 1, first + 2], nextCursor: first >= 6 ? null : String(first + 3) };
}

describe('A long list, page by page', () => {
  const shown = (pages: CursorPages<number>): number[] | undefined => pages.page()?.items;

  it('goes forwards and backwards, and ends', async () => {
    const pages = new CursorPages<number>((cursor) => from([numbers(cursor)]));
    await pages.first();
    expect([shown(pages), pages.hasPrevious(), pages.hasNext()]).toEqual([[0, 1, 2], false, true]);
    await pages.next();
    await pages.next();
    expect([shown(pages), pages.index(), pages.hasNext()]).toEqual([[6, 7, 8], 2, false]);
    await pages.next();
    expect(pages.index()).toBe(2);
    await pages.previous();
    expect(shown(pages)).toEqual([3, 4, 5]);
    await pages.first();
    expect(shown(pages)).toEqual([0, 1, 2]);
  });

  it('shows what was asked for last, whatever answers first', async () => {
    const answers: Subject<Page<number>>[] = [];
    const pages = new CursorPages<number>(() => {
      const answer = new Subject<Page<number>>();
      answers.push(answer);
      return answer;
    });
    const early = pages.first();
    const late = pages.first();
    answers[1]?.next({ items: [2], nextCursor: null });
    answers[0]?.next({ items: [1], nextCursor: null });
    await Promise.all([early, late]);
    expect(shown(pages)).toEqual([2]);
  });

  it('keeps what it shows when asking again fails, and says why', async () => {
    let offline = false;
    const pages = new CursorPages<number>((cursor) =>
      offline ? throwError(() => new HttpErrorResponse({ status: 0 })) : from([numbers(cursor)]),
    );
    await pages.first();
    offline = true;
    await pages.again();
    expect([shown(pages), pages.problem()?.code]).toEqual([[0, 1, 2], 'offline']);
    offline = false;
    await pages.again();
    expect(pages.problem()).toBeNull();
  });
});
