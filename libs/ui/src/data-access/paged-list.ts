import { computed, signal } from '@angular/core';
import { type Page, type Problem } from '@mailroom/contract';
import { firstValueFrom, type Observable } from 'rxjs';
import { problemOf } from './problem-of';

/** A list that grows page by page as it is asked for more. */
export class PagedList<Item> {
  private readonly state = signal<{ items: Item[] | null; nextCursor: string | null }>({ items: null, nextCursor: null });
  private readonly failure = signal<Problem | null>(null);
  private readonly underWay = signal(false);

  /** `null` before the first page. */
  readonly items = computed(() => this.state().items);
  readonly hasMore = computed(() => this.state().nextCursor !== null);
  readonly loading = this.underWay.asReadonly();
  /** Why the last page could not be loaded; `more` tries it again. */
  readonly problem = this.failure.asReadonly();
  private generation = 0;

  constructor(private readonly page: (cursor: string | null) => Observable<Page<Item>>) {}

  /** The first page, or the one after those that are there. */
  async more(): Promise<void> {
    const generation = this.generation;
    this.failure.set(null);
    this.underWay.set(true);
    try {
      const { items, nextCursor } = await firstValueFrom(this.page(this.state().nextCursor));
      if (generation === this.generation) this.state.update((known) => ({ items: [...(known.items ?? []), ...items], nextCursor }));
    } catch (error) {
      if (generation === this.generation) this.failure.set(problemOf(error));
    } finally {
      if (generation === this.generation) this.underWay.set(false);
    }
  }

  /** Begins anew, as when a filter has changed; what an older call brings is not shown any more. */
  async restart(): Promise<void> {
    this.generation += 1;
    this.state.set({ items: null, nextCursor: null });
    await this.more();
  }
}
