import { Injectable } from '@angular/core';
import { type Draft } from './draft';

/** What of the drafts the server does not have yet, in this browser's storage: it outlives a reload, and a day without network. */
@Injectable({ providedIn: 'root' })
export class UnsavedDrafts {
  of(userId: string): Draft[] {
    try {
      const drafts = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]') as Draft[];
      return drafts.map((draft) => ({ ...draft, saving: 'unsaved', state: draft.state === 'sending' ? 'writing' : draft.state }));
    } catch {
      return [];
    }
  }

  keep(userId: string, drafts: readonly Draft[]): void {
    const unsaved = drafts.filter(({ edits, savedEdits }) => edits > savedEdits);
    try {
      if (unsaved.length === 0) localStorage.removeItem(keyOf(userId));
      // A file that is still on its way to the server cannot be kept here.
      else
        localStorage.setItem(
          keyOf(userId),
          JSON.stringify(unsaved.map((draft) => ({ ...draft, files: draft.files.filter(({ share }) => share === null) }))),
        );
    } catch {
      // The storage is full or forbidden: the draft lives on in memory, and soon on the server.
    }
  }
}

function keyOf(userId: string): string {
  return `mailroom.unsaved-drafts.${userId}`;
}
