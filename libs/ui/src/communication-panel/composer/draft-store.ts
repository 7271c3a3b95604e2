import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { type Draft as StoredDraft } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { DraftsApi } from '../../data-access/drafts-api';
import { Mailroom } from '../../data-access/mailroom';
import { randomUuid } from '../random-id';
import { type Draft, type DraftContent, openedDraft } from './draft';
import { UnsavedDrafts } from './unsaved-drafts';

/**
 * The messages that have been begun and have not left yet. The server has them, so that they are there in every browser; what it does not
 * have yet is in this one's storage too, so that neither a reload nor a lost connection takes a word away.
 */
@Injectable({ providedIn: 'root' })
export class DraftStore {
  private readonly api = inject(DraftsApi);
  private readonly unsaved = inject(UnsavedDrafts);
  private readonly user = inject(Mailroom).user;
  private readonly userId = computed(() => this.user()?.id ?? null);
  private readonly state = signal<readonly Draft[]>([]);

  readonly drafts = this.state.asReadonly();

  constructor() {
    effect(() => {
      const userId = this.userId();
      untracked(() => {
        this.state.set(userId === null ? [] : this.unsaved.of(userId));
        if (userId !== null) void this.load();
      });
    });
  }

  /** Asks the server for them; what is being written here stays as it is. A failure leaves what is known. */
  async load(): Promise<void> {
    const userId = this.userId();
    try {
      const stored = await firstValueFrom(this.api.list());
      if (userId === this.userId()) this.state.set(merged(this.state(), stored));
    } catch {
      // The next event, or the next opening of the panel, asks again.
    }
  }

  get(id: string): Draft | undefined {
    return this.state().find((draft) => draft.id === id);
  }

  bySentEmail(emailId: string): Draft | undefined {
    return this.state().find((draft) => draft.sentEmailId === emailId);
  }

  create(content: DraftContent): Draft {
    const beginning = { edits: 0, savedEdits: 0, revision: 0, saving: 'saved', sentEmailId: null, sendAt: null, problem: null } as const;
    const draft: Draft = { ...content, id: randomUuid(), files: [], state: 'writing', ...beginning };
    this.state.set([...this.state(), draft]);
    return draft;
  }

  /** What the user has changed. */
  edit(id: string, change: Partial<DraftContent>): void {
    const edits = (this.get(id)?.edits ?? 0) + 1;
    this.patch(id, { ...change, edits, problem: null });
  }

  /** What has become of it. */
  patch(id: string, change: Partial<Draft>): void {
    this.state.set(this.state().map((draft) => (draft.id === id ? { ...draft, ...change } : draft)));
    this.keep();
  }

  /** The server's text takes the place of what is written here. */
  replace(stored: StoredDraft): void {
    this.state.set(this.state().map((draft) => (draft.id === stored.id ? openedDraft(stored) : draft)));
    this.keep();
  }

  /** It has left, or was discarded. */
  remove(id: string): void {
    this.state.set(this.state().filter((draft) => draft.id !== id));
    this.keep();
  }

  private keep(): void {
    const userId = this.userId();
    if (userId !== null) this.unsaved.keep(userId, this.state());
  }
}

/** What the server has, but for what this window knows better: text that is not there yet, and what is being sent this moment. */
function merged(known: readonly Draft[], stored: readonly StoredDraft[]): Draft[] {
  const own = known.filter(isAhead);
  const ownIds = new Set(own.map(({ id }) => id));
  const open = new Map(known.map((draft) => [draft.id, draft]));
  const theirs = stored
    .filter(({ id }) => !ownIds.has(id))
    .map((draft) => {
      const before = open.get(draft.id);
      // An unchanged draft keeps its identity, and what is only shown here.
      return before?.revision === draft.revision && before.state === openedDraft(draft).state ? before : openedDraft(draft);
    });
  return [...own, ...theirs];
}

function isAhead({ edits, savedEdits, state, revision, files }: Draft): boolean {
  return edits > savedEdits || state === 'sending' || revision === 0 || files.some(({ share }) => share !== null);
}
