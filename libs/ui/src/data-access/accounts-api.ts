import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type Account,
  type AccountDeletionQuery,
  type AccountInput,
  type AccountPatch,
  type AuthorizationStart,
  type Folder,
  type FolderSelection,
  type Page,
  type Reconciliation,
  routes,
  type SkippedMessage,
  type SyncStatus,
} from '@mailroom/contract';
import { map, type Observable } from 'rxjs';
import { allPages } from './all-pages';
import { Mailroom } from './mailroom';

/** What can be done with an account at once. */
export type AccountAction = 'sync' | 'pause' | 'resume';

/** What becomes of an account's emails when it is deleted. */
export type EmailsOfDeleted = AccountDeletionQuery['emails'];

/** The calls on email accounts, as they are on the wire. */
@Injectable({ providedIn: 'root' })
export class AccountsApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  /** The signed-in user's own accounts. */
  list(): Observable<Account[]> {
    const url = this.url();
    return allPages<Account>((cursor) => this.http.get<Page<Account>>(url, { params: { limit: 200, ...(cursor && { cursor }) } }));
  }

  /** The first of everybody's accounts on a provider; for administrators. */
  ofProvider(providerId: string): Observable<Page<Account>> {
    return this.http.get<Page<Account>>(this.url(), { params: { scope: 'all', providerId, limit: 20 } });
  }

  /** Tries the credentials first, which takes up to 10 seconds; where the owner signs in elsewhere, says where. */
  create(input: AccountInput): Observable<Account | AuthorizationStart> {
    return this.http.post<Account | AuthorizationStart>(this.url(), input);
  }

  update(id: string, patch: AccountPatch): Observable<Account> {
    return this.http.patch<Account>(this.url(id), patch);
  }

  remove(id: string, emails: EmailsOfDeleted): Observable<void> {
    return this.http.delete<void>(this.url(id), { params: { emails } });
  }

  syncStatus(id: string): Observable<SyncStatus> {
    return this.http.get<SyncStatus>(this.url(id, 'sync-status'));
  }

  run(id: string, action: AccountAction): Observable<Account> {
    return this.http.post<Account>(this.url(id, action), null);
  }

  /** Tries again what needed a person; where the owner signs in elsewhere, says where. */
  reconnect(id: string, returnTo: string): Observable<Account | AuthorizationStart> {
    return this.http.post<Account | AuthorizationStart>(this.url(id, 'reconnect'), { returnTo });
  }

  /** Compares the mailbox with what is in the CRM, and mends what differs if wanted. Takes a while for a large mailbox. */
  reconcile(id: string, repair: boolean): Observable<Reconciliation> {
    return this.http.post<Reconciliation>(this.url(id, 'reconcile'), null, { params: { repair } });
  }

  /** The messages that were not imported, newest first. */
  skipped(id: string, cursor: string | null): Observable<Page<SkippedMessage>> {
    return this.http.get<Page<SkippedMessage>>(this.url(id, 'skipped'), { params: { limit: 50, ...(cursor && { cursor }) } });
  }

  folders(id: string): Observable<Folder[]> {
    return this.http.get<{ items: Folder[] }>(this.url(id, 'folders')).pipe(map(({ items }) => items));
  }

  selectFolders(id: string, selection: FolderSelection): Observable<void> {
    return this.http.put<void>(this.url(id, 'folders'), selection);
  }

  private url(...segments: string[]): string {
    return this.mailroom.url(routes.accounts, ...segments);
  }
}
