import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type EmailHealth, type HealthHistory, type HealthState, type Reconciliation, routes } from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { type AccountAction } from './accounts-api';
import { Mailroom } from './mailroom';

/** Which accounts are shown; `null` and '' narrow nothing. */
export interface HealthFilter {
  state: HealthState | null;
  q: string;
}

const pageSize = 50;

/** How every account fares; for administrators. */
@Injectable({ providedIn: 'root' })
export class EmailHealthApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);
  private readonly url = this.mailroom.url(routes.emailHealth);

  list({ state, q }: HealthFilter, cursor: string | null): Observable<EmailHealth> {
    const params = { limit: pageSize, ...(state && { state }), ...(q && { q }), ...(cursor !== null && { cursor }) };
    return this.http.get<EmailHealth>(this.url, { params });
  }

  /** Does it with anybody's account. */
  run(id: string, action: AccountAction): Observable<void> {
    return this.http.post<void>(this.of(id, action), null);
  }

  /** Compares anybody's mailbox with the CRM, as figures alone, and mends what differs if wanted. */
  reconcile(id: string, repair: boolean): Observable<Reconciliation> {
    return this.http.post<Reconciliation>(this.of(id, 'reconcile'), null, { params: { repair } });
  }

  /** The last hours of all accounts, oldest first. */
  history(hours: number): Observable<HealthHistory> {
    return this.http.get<HealthHistory>(`${this.url}/history`, { params: { hours } });
  }

  private of(id: string, action: string): string {
    return this.mailroom.url(routes.emailHealth, id, action);
  }
}
