import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Mailroom } from '../../data-access/mailroom';
import { randomId } from '../random-id';
import { type Draft, type DraftAttachment, type DraftContent } from './draft';

/** All of a message's attachments together, in bytes. */
export const attachmentLimitBytes = 25_000_000;

/**
 * The messages that have been begun and not yet been sent. They outlive the screen and, in the browser's session
 * storage, a reload of the page; only files from the disk must then be chosen again.
 */
@Injectable({ providedIn: 'root' })
export class DraftStore {
  private readonly user = inject(Mailroom).user;
  private readonly storageKey = computed(() => `mailroom.drafts.${this.user()?.id ?? ''}`);
  private readonly state = signal<readonly Draft[]>([]);
  private readonly files = new Map<string, File>();

  readonly drafts = this.state.asReadonly();

  constructor() {
    effect(() => {
      const key = this.storageKey();
      untracked(() => {
        this.files.clear();
        this.state.set(restored(key));
      });
    });
    // A reload would lose these files; the browser then asks.
    window.addEventListener('beforeunload', (event) => {
      const atRisk = this.state().some(({ attachments }) => attachments.some(({ id }) => this.files.has(id)));
      if (atRisk) event.preventDefault();
    });
  }

  get(id: string): Draft | undefined {
    return this.state().find((draft) => draft.id === id);
  }

  create(content: DraftContent): Draft {
    const draft: Draft = { ...content, id: randomId(), revision: 0, state: 'writing', attempt: null, emailId: null, problem: null };
    this.write([...this.state(), draft]);
    return draft;
  }

  /** What the user has changed. */
  edit(id: string, change: Partial<DraftContent>): void {
    const revision = (this.get(id)?.revision ?? 0) + 1;
    this.patch(id, { ...change, revision });
  }

  /** What has become of it. */
  patch(id: string, change: Partial<Draft>): void {
    this.write(this.state().map((draft) => (draft.id === id ? { ...draft, ...change } : draft)));
  }

  remove(id: string): void {
    for (const attachment of this.get(id)?.attachments ?? []) this.files.delete(attachment.id);
    this.write(this.state().filter((draft) => draft.id !== id));
  }

  /** Takes the files that fit into the limit and gives back the others. */
  attach(id: string, files: readonly File[]): File[] {
    const tooLarge: File[] = [];
    for (const file of files) {
      const attachments = this.get(id)?.attachments ?? [];
      // The same file chosen again takes the place of the one that a reload has lost.
      const others = attachments.filter((known) => this.isReady(known) || known.filename !== file.name);
      if (totalSize(others) + file.size > attachmentLimitBytes) tooLarge.push(file);
      else this.edit(id, { attachments: [...others, this.hold(file)] });
    }
    return tooLarge;
  }

  detach(id: string, attachmentId: string): void {
    this.files.delete(attachmentId);
    this.edit(id, { attachments: (this.get(id)?.attachments ?? []).filter((attachment) => attachment.id !== attachmentId) });
  }

  /** Whether the attachment's content can be had. */
  isReady({ id, source }: DraftAttachment): boolean {
    return source !== null || this.files.has(id);
  }

  file(attachmentId: string): File | undefined {
    return this.files.get(attachmentId);
  }

  private hold(file: File): DraftAttachment {
    const id = randomId();
    this.files.set(id, file);
    return { id, filename: file.name, contentType: file.type || 'application/octet-stream', size: file.size, source: null };
  }

  private write(drafts: readonly Draft[]): void {
    this.state.set(drafts);
    try {
      sessionStorage.setItem(this.storageKey(), JSON.stringify(drafts));
    } catch {
      // The storage is full or forbidden: the draft lives on in memory.
    }
  }
}

export function totalSize(attachments: readonly DraftAttachment[]): number {
  return attachments.reduce((sum, { size }) => sum + size, 0);
}

/** A message whose sending a reload has cut off can be sent again: its key is kept, so that it is sent once. */
function restored(key: string): Draft[] {
  const stored = sessionStorage.getItem(key);
  if (stored === null) return [];
  try {
    return (JSON.parse(stored) as Draft[]).map((draft) => (draft.state === 'sending' ? { ...draft, state: 'writing' } : draft));
  } catch {
    return [];
  }
}
