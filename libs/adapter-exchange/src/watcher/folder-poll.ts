import { setTimeout as wait } from 'node:timers/promises';
import type { EwsClient } from '../client/ews-client';
import { findFolderMarks, type FolderMarks } from '../operations/find-folder';
import type { Heard, WayToWatch } from './way-to-watch';

/** Asks from time to time, in one request for the whole mailbox, in which folders something has happened. */
export class FolderPoll implements WayToWatch {
  private marks: FolderMarks | null = null;

  constructor(
    private readonly client: EwsClient,
    private readonly intervalMs: number,
  ) {}

  async round(heard: Heard, signal: AbortSignal): Promise<void> {
    const before = this.marks;
    this.marks = await findFolderMarks(this.client, { signal });
    if (before) tell(heard, before, this.marks);
    else heard.watching();
    await wait(this.intervalMs, undefined, { signal });
  }

  forget(): void {
    this.marks = null;
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

function tell(heard: Heard, before: FolderMarks, now: FolderMarks): void {
  for (const [id, mark] of now) if (before.get(id) !== mark) heard.changed(id);
  if ([...before.keys()].some((id) => !now.has(id))) heard.changed(null);
}
