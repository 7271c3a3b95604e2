import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type Account,
  type AccountInput,
  type AccountPatch,
  type Folder,
  type FolderSelection,
  type Page,
  routes,
  type SyncStatus,
} from '@mailroom/contract';
import { map, type Observable } from 'rxjs';
import { allPages } from './all-pages';
import { Mailroom } from './mailroom';

/** What can be done with an account; `reconnect` tries again what needed a person. */
export type AccountAction = 'sync' | 'pause' | 'resume' | 'reconnect';

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

  /** Tries the credentials first, which takes up to 10 seconds. */
  create(input: AccountInput): Observable<Account> {
    return this.http.post<Account>(this.url(), input);
  }

  update(id: string, patch: AccountPatch): Observable<Account> {
    return this.http.patch<Account>(this.url(id), patch);
  }

  remove(id: string): Observable<void> {
    return this.http.delete<void>(this.url(id));
  }

  syncStatus(id: string): Observable<SyncStatus> {
    return this.http.get<SyncStatus>(this.url(id, 'sync-status'));
  }

  run(id: string, action: AccountAction): Observable<Account> {
    return this.http.post<Account>(this.url(id, action), null);
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
