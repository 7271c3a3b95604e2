import type { StoredTokenCache, TokenCacheStore } from '../mailbox-tokens';
import type { PendingAuthorization, PendingAuthorizationStore } from '../pending-authorization';

/** Keeps JSON, as a database would. */
export class MemoryPendingStore implements PendingAuthorizationStore {
  readonly records = new Map<string, { json: string; isUsed: boolean }>();

  add(pending: PendingAuthorization): Promise<void> {
    this.records.set(pending.id, { json: JSON.stringify(pending), isUsed: false });
    return Promise.resolve();
  }

  find(id: string): Promise<{ pending: PendingAuthorization; isUsed: boolean } | null> {
    const record = this.records.get(id);
    return Promise.resolve(record ? { pending: JSON.parse(record.json) as PendingAuthorization, isUsed: record.isUsed } : null);
  }

  use(id: string): Promise<boolean> {
    const record = this.records.get(id);
    const isFirst = record?.isUsed === false;
    if (record) record.isUsed = true;
    return Promise.resolve(isFirst);
  }
}

/** One mailbox's tokens. */
export class MemoryTokenCacheStore implements TokenCacheStore {
  writes = 0;
  /** What the next write fails by. */
  failure: Error | null = null;
  private version = 0;

  constructor(public value: string | null) {}

  read(): Promise<StoredTokenCache | null> {
    return Promise.resolve(this.value === null ? null : { value: this.value, version: String(this.version) });
  }

  write(value: string, version: string): Promise<boolean> {
    const failure = this.failure;
    this.failure = null;
    if (failure) return Promise.reject(failure);
    if (version !== String(this.version)) return Promise.resolve(false);
    this.replace(value);
    this.writes++;
    return Promise.resolve(true);
  }

  /** Another process stores something. */
  replace(value: string): void {
    this.value = value;
    this.version++;
  }
}
