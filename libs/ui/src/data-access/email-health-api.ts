import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type EmailHealth, type HealthHistory, type HealthState, routes } from '@mailroom/contract';
import { type Observable } from 'rxjs';
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
  private readonly url = inject(Mailroom).url(routes.emailHealth);

  list({ state, q }: HealthFilter, cursor: string | null): Observable<EmailHealth> {
    const params = { limit: pageSize, ...(state && { state }), ...(q && { q }), ...(cursor !== null && { cursor }) };
    return this.http.get<EmailHealth>(this.url, { params });
  }

  /** The last hours of all accounts, oldest first. */
  history(hours: number): Observable<HealthHistory> {
    return this.http.get<HealthHistory>(`${this.url}/history`, { params: { hours } });
  }
}
