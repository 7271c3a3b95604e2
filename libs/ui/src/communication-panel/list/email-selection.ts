import { computed, Injectable, signal } from '@angular/core';
import { type EmailListItem } from '@mailroom/contract';

/** The emails of a list that are marked, to do something with all of them. */
@Injectable()
export class EmailSelection {
  private readonly state = signal<ReadonlySet<string>>(new Set());
  /** Where a range begins. */
  private anchor: string | null = null;

  readonly ids = this.state.asReadonly();
  readonly count = computed(() => this.state().size);

  toggle(id: string): void {
    const ids = new Set(this.state());
    if (!ids.delete(id)) ids.add(id);
    this.anchor = id;
    this.state.set(ids);
  }

  /** Everything from the email marked last to this one. */
  extendTo(id: string, emails: readonly EmailListItem[]): void {
    const [from, to] = [emails.findIndex((email) => email.id === this.anchor), emails.findIndex((email) => email.id === id)];
    if (from < 0 || to < 0) return this.toggle(id);
    const range = emails.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.state.set(new Set([...this.state(), ...range.map((email) => email.id)]));
  }

  selectAll(emails: readonly EmailListItem[]): void {
    this.state.set(new Set(emails.map(({ id }) => id)));
  }

  clear(): void {
    this.anchor = null;
    if (this.state().size > 0) this.state.set(new Set());
  }
}
