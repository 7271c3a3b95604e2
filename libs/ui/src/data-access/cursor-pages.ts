import { computed, signal } from '@angular/core';
import { type Page, type Problem } from '@mailroom/contract';
import { firstValueFrom, type Observable } from 'rxjs';
import { problemOf } from './problem-of';

interface State<Shown> {
  /** Where each page up to the one that is shown begins. */
  cursors: readonly (string | null)[];
  page: Shown | null;
}

/** A long list, one page of it at a time, forwards and backwards: however long it is, only a page is held and drawn. */
export class CursorPages<Item, Shown extends Page<Item> = Page<Item>> {
  private readonly state = signal<State<Shown>>({ cursors: [null], page: null });
  private readonly failure = signal<Problem | null>(null);
  private readonly underWay = signal(false);
  private generation = 0;

  /** `null` before the first one. */
  readonly page = computed(() => this.state().page);
  /** The number of the page that is shown, from 0. */
  readonly index = computed(() => this.state().cursors.length - 1);
  readonly hasNext = computed(() => typeof this.page()?.nextCursor === 'string');
  readonly hasPrevious = computed(() => this.index() > 0);
  readonly loading = this.underWay.asReadonly();
  /** Why the page could not be loaded; what was there before still is. */
  readonly problem = this.failure.asReadonly();

  constructor(private readonly load: (cursor: string | null) => Observable<Shown>) {}

  /** Begins anew, as when a filter has changed. What is there stays until the new is. */
  first(): Promise<void> {
    return this.show([null]);
  }

  next(): Promise<void> {
    const cursor = this.page()?.nextCursor;
    return typeof cursor === 'string' ? this.show([...this.state().cursors, cursor]) : Promise.resolve();
  }

  previous(): Promise<void> {
    return this.hasPrevious() ? this.show(this.state().cursors.slice(0, -1)) : Promise.resolve();
  }

  /** The same page as it is now. */
  async again(): Promise<void> {
    if (!this.loading()) await this.show(this.state().cursors);
  }

  /** Puts something in place of items, as after an action on one, without asking again. */
  replace(change: (item: Item) => Item): void {
    this.state.update((state) => ({ ...state, page: state.page && { ...state.page, items: state.page.items.map(change) } }));
  }

  private async show(cursors: readonly (string | null)[]): Promise<void> {
    const generation = ++this.generation;
    this.underWay.set(true);
    try {
      const page = await firstValueFrom(this.load(cursors.at(-1) ?? null));
      if (generation !== this.generation) return;
      this.state.set({ cursors, page });
      this.failure.set(null);
    } catch (error) {
      if (generation === this.generation) this.failure.set(problemOf(error));
    } finally {
      if (generation === this.generation) this.underWay.set(false);
    }
  }
}
