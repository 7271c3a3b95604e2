import type { RepairOrder } from '../reconciliation/repair-order';

/** What a mailbox has to do that sleeps: what was heard, and what is due. */
export class MailboxAgenda {
  /** Something waits to be sent, or to be marked on the server. */
  outbox = false;
  /** The hierarchy and every folder are to be asked for. */
  everything = false;
  /** What departed is to be deleted. */
  departures = false;
  /** The mailbox is to be compared with the server, and mended. */
  repair: RepairOrder | null = null;
  private folders: Set<string> | null = null;

  /** Something was heard to happen in a folder, by its id on the server. */
  hear(folderRemoteId: string): void {
    this.folders ??= new Set();
    this.folders.add(folderRemoteId);
  }

  get isEmpty(): boolean {
    return !this.outbox && !this.everything && !this.departures && this.repair === null && this.folders === null;
  }

  takeFolders(): Iterable<string> {
    const folders = this.folders ?? [];
    this.folders = null;
    return folders;
  }

  /** The mailbox does not receive. */
  forgetFolders(): void {
    this.folders = null;
    this.everything = false;
    this.departures = false;
    this.repair = null;
  }

  takeRepair(): RepairOrder | null {
    const order = this.repair;
    this.repair = null;
    return order;
  }

  takeOnce(what: 'outbox' | 'everything' | 'departures'): boolean {
    const isAsked = this[what];
    this[what] = false;
    return isAsked;
  }
}
