import { inject, Injectable } from '@angular/core';
import { draftAttachmentLimitBytes } from '@mailroom/contract';
import { finalize, firstValueFrom, type Subscription } from 'rxjs';
import { DraftsApi } from '../../data-access/drafts-api';
import { problemOf } from '../../data-access/problem-of';
import { randomId } from '../random-id';
import { type Draft, type DraftFile } from './draft';
import { DraftSaver } from './draft-saver';
import { DraftStore } from './draft-store';

/** Brings files to the server as soon as they are chosen, one after the other, and says how far each is. */
@Injectable({ providedIn: 'root' })
export class DraftFiles {
  private readonly api = inject(DraftsApi);
  private readonly drafts = inject(DraftStore);
  private readonly saver = inject(DraftSaver);
  private readonly uploads = new Map<string, { file: File; upload: Subscription | null }>();

  /** Takes the files that fit into the limit and gives back the others. */
  attach(draftId: string, files: readonly File[]): File[] {
    const tooLarge: File[] = [];
    for (const file of files) {
      const known = this.drafts.get(draftId)?.files ?? [];
      if (totalSize(known) + file.size > draftAttachmentLimitBytes) {
        tooLarge.push(file);
        continue;
      }
      const added: DraftFile = { id: randomId(), filename: file.name, size: file.size, share: 0, problem: null };
      this.uploads.set(added.id, { file, upload: null });
      this.drafts.patch(draftId, { files: [...known, added] });
    }
    void this.uploadNext(draftId);
    return tooLarge;
  }

  /** Of an email that is forwarded. */
  async copy(draftId: string, emailId: string): Promise<void> {
    const waiting: DraftFile = { id: randomId(), filename: '', size: 0, share: 0, problem: null };
    this.change(draftId, (files) => [...files, waiting]);
    try {
      if (!(await this.saver.save(draftId))) throw new Error('The draft is not on the server.');
      const copies = await firstValueFrom(this.api.copyFiles(draftId, emailId));
      const copied = copies.map(({ id, filename, size }) => ({ id, filename, size, share: null, problem: null }));
      this.change(draftId, (files) => files.flatMap((file) => (file.id === waiting.id ? copied : [file])));
    } catch (error) {
      this.patch(draftId, waiting.id, { problem: problemOf(error).detail, filename: '…' });
    }
  }

  /** Tries again what could not be brought to the server. */
  retry(draftId: string, id: string): void {
    this.patch(draftId, id, { problem: null, share: 0 });
    void this.uploadNext(draftId);
  }

  /** Whether the file can still be tried again: a reload forgets what was not uploaded. */
  canRetry(id: string): boolean {
    return this.uploads.has(id);
  }

  async detach(draftId: string, id: string): Promise<void> {
    const file = this.drafts.get(draftId)?.files.find((candidate) => candidate.id === id);
    this.uploads.get(id)?.upload?.unsubscribe();
    this.uploads.delete(id);
    this.change(draftId, (files) => files.filter((candidate) => candidate.id !== id));
    if (file?.share !== null) return this.uploadNext(draftId);
    try {
      await firstValueFrom(this.api.detach(draftId, id));
    } catch (error) {
      if (problemOf(error).code !== 'not-found') this.change(draftId, (files) => [...files, { ...file, problem: null }]);
    }
  }

  private async uploadNext(draftId: string): Promise<void> {
    const waiting =
      this.drafts.get(draftId)?.files.filter(({ id, share, problem }) => share !== null && problem === null && this.uploads.has(id)) ?? [];
    const [next] = waiting;
    if (!next || waiting.some(({ id }) => this.uploads.get(id)?.upload)) return;
    const held = this.uploads.get(next.id);
    if (!held) return;
    if (!(await this.saver.save(draftId))) {
      this.patch(draftId, next.id, {
        problem: $localize`:@@mailroom.panel.attachments.unreachable:It could not be brought to the server.`,
      });
      return;
    }
    if (held.upload) return;
    held.upload = this.api
      .upload(draftId, held.file)
      .pipe(
        finalize(() => {
          held.upload = null;
          void this.uploadNext(draftId);
        }),
      )
      .subscribe({
        next: ({ share, attachment }) => {
          if (attachment === null) this.patch(draftId, next.id, { share });
          else {
            this.uploads.delete(next.id);
            this.patch(draftId, next.id, { id: attachment.id, share: null });
          }
        },
        error: (error: unknown) => {
          this.patch(draftId, next.id, { problem: problemOf(error).detail });
        },
      });
  }

  private patch(draftId: string, id: string, change: Partial<DraftFile>): void {
    this.change(draftId, (files) => files.map((file) => (file.id === id ? { ...file, ...change } : file)));
  }

  private change(draftId: string, next: (files: DraftFile[]) => DraftFile[]): void {
    this.drafts.patch(draftId, { files: next(this.drafts.get(draftId)?.files ?? []) });
  }
}

export function totalSize(files: readonly Pick<DraftFile, 'size'>[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** Whether nothing of a draft's files is missing on the server. */
export function filesAreReady({ files }: Draft): boolean {
  return files.every(({ share }) => share === null);
}
