import { computed, inject, Injectable, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { type Contact, ContactsApi } from './contacts-api';

const pageSize = 25;

/** One page of contacts at a time; the cursors of the pages before lead back. */
@Injectable()
export class ContactListStore {
  private readonly api = inject(ContactsApi);
  private readonly place = signal<{ q: string; cursors: (string | null)[] }>({ q: '', cursors: [null] });

  private readonly page = rxResource({
    params: () => ({ q: this.place().q, cursor: this.place().cursors.at(-1) ?? null, limit: pageSize }),
    stream: ({ params }) => this.api.list(params),
  });

  readonly q = computed(() => this.place().q);
  readonly contacts = computed<Contact[]>(() => (this.page.hasValue() ? this.page.value().items : []));
  readonly loading = this.page.isLoading;
  readonly error = this.page.error;
  readonly pageNumber = computed(() => this.place().cursors.length);
  readonly hasPrevious = computed(() => this.pageNumber() > 1);
  readonly hasNext = computed(() => this.page.hasValue() && this.page.value().nextCursor !== null);

  search(q: string): void {
    this.place.set({ q: q.trim(), cursors: [null] });
  }

  next(): void {
    const cursor = this.page.hasValue() ? this.page.value().nextCursor : null;
    if (cursor !== null) this.place.update(({ q, cursors }) => ({ q, cursors: [...cursors, cursor] }));
  }

  previous(): void {
    this.place.update(({ q, cursors }) => ({ q, cursors: cursors.slice(0, -1) }));
  }

  reload(): void {
    this.page.reload();
  }
}
