import { effect, inject, Injectable, InjectionToken, untracked } from '@angular/core';
import { firstValueFrom, fromEvent } from 'rxjs';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { DraftsApi } from '../../data-access/drafts-api';
import { problemOf } from '../../data-access/problem-of';
import { randomId } from '../random-id';
import { type Draft, storedContent } from './draft';
import { DraftStore } from './draft-store';

/** So long after the last letter a draft is saved, in milliseconds. */
export const DRAFT_PAUSE = new InjectionToken<number>('DraftPause', { providedIn: 'root', factory: () => 700 });

const longestRetryMs = 30_000;

/**
 * Saves drafts as they are typed, one call at a time for each. What fails for want of a connection is tried again, with growing pauses and
 * as soon as the browser is online; what another window has changed meanwhile is not overwritten.
 */
@Injectable({ providedIn: 'root' })
export class DraftSaver {
  private readonly api = inject(DraftsApi);
  private readonly drafts = inject(DraftStore);
  private readonly pauseMs = inject(DRAFT_PAUSE);
  /** Names this window to the server. */
  private readonly editor = randomId();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly running = new Map<string, Promise<boolean>>();
  private readonly failures = new Map<string, number>();

  constructor() {
    effect(() => {
      const waiting = this.drafts.drafts().filter(isWaiting);
      untracked(() => {
        for (const { id } of waiting) this.schedule(id);
      });
    });
    fromEvent(window, 'online')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        for (const { id } of this.drafts.drafts().filter(isWaiting)) void this.save(id);
      });
  }

  /** Whether everything that is written is on the server now; what kept it from there stands in the draft. */
  async save(id: string): Promise<boolean> {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    while (this.running.has(id)) await this.running.get(id);
    const draft = this.drafts.get(id);
    if (!draft) return false;
    if (draft.edits === draft.savedEdits && draft.revision > 0) return true;
    const saving = this.put(draft).finally(() => this.running.delete(id));
    this.running.set(id, saving);
    return saving;
  }

  /** What is written here is right, whatever another window has. */
  async overwrite(id: string): Promise<void> {
    const stored = (await firstValueFrom(this.api.list())).find((draft) => draft.id === id);
    this.drafts.patch(id, { revision: stored?.revision ?? 0, saving: 'unsaved' });
    await this.save(id);
  }

  /** What another window has is right. */
  async reload(id: string): Promise<void> {
    const stored = (await firstValueFrom(this.api.list())).find((draft) => draft.id === id);
    if (stored) this.drafts.replace(stored);
    else this.drafts.remove(id);
  }

  private schedule(id: string): void {
    if (this.running.has(id)) return;
    clearTimeout(this.timers.get(id));
    this.timers.set(
      id,
      setTimeout(() => void this.save(id), Math.min(longestRetryMs, this.pauseMs * 2 ** (this.failures.get(id) ?? 0))),
    );
  }

  private async put(draft: Draft): Promise<boolean> {
    const { id, edits, revision } = draft;
    this.drafts.patch(id, { saving: 'saving' });
    try {
      const stored = await firstValueFrom(this.api.save(id, { ...storedContent(draft), revision, editor: this.editor }));
      this.failures.delete(id);
      this.drafts.patch(id, {
        ...{ revision: stored.revision, savedEdits: edits, saving: this.drafts.get(id)?.edits === edits ? 'saved' : 'unsaved' },
        ...(this.drafts.get(id)?.state === 'failed' && { state: 'writing', sentEmailId: null }),
      });
      return true;
    } catch (error) {
      const problem = problemOf(error);
      const isGone = problem.code === 'not-found' && revision > 0;
      if (problem.code === 'draft-changed') this.drafts.patch(id, { saving: 'conflict' });
      // Discarded elsewhere, but written on here: that is worth keeping.
      else if (isGone) this.drafts.patch(id, { saving: 'unsaved', revision: 0 });
      else {
        this.failures.set(id, (this.failures.get(id) ?? 0) + 1);
        this.drafts.patch(id, { saving: 'unsaved' });
      }
      return false;
    }
  }
}

function isWaiting({ edits, savedEdits, saving, state }: Draft): boolean {
  return edits > savedEdits && saving !== 'conflict' && saving !== 'saving' && (state === 'writing' || state === 'failed');
}
