import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type AccountPhase,
  type CoveredMailboxPage,
  type DiagnosisLine,
  type ExchangeIntegration,
  type ExchangeIntegrationInput,
  type IntegrationDiagnosisInput,
  routes,
} from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { Mailroom } from './mailroom';
import { ndjson } from './ndjson';

/** Which mailboxes are shown; `null` and '' narrow nothing. */
export interface MailboxFilter {
  phase: AccountPhase | null;
  q: string;
}

const pageSize = 50;

/** The calls on the organisation's Exchange integration. */
@Injectable({ providedIn: 'root' })
export class ExchangeIntegrationApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);
  private readonly url = this.mailroom.url(routes.exchangeIntegration);

  get(): Observable<ExchangeIntegration> {
    return this.http.get<ExchangeIntegration>(this.url);
  }

  /** What is absent stays. Refused with the set-up doctor's finding where it would not work once enabled. */
  save(input: ExchangeIntegrationInput): Observable<ExchangeIntegration> {
    return this.http.put<ExchangeIntegration>(this.url, input);
  }

  /** The set-up doctor on settings that need not be saved, line by line; hanging up ends it. */
  diagnose(input: IntegrationDiagnosisInput): Observable<DiagnosisLine> {
    return ndjson(this.http.post(`${this.url}/diagnose`, input, { observe: 'events', reportProgress: true, responseType: 'text' }));
  }

  /** The covered mailboxes, in the order of their addresses. */
  mailboxes({ phase, q }: MailboxFilter, cursor: string | null): Observable<CoveredMailboxPage> {
    const params = { limit: pageSize, ...(phase && { phase }), ...(q && { q }), ...(cursor !== null && { cursor }) };
    return this.http.get<CoveredMailboxPage>(`${this.url}/mailboxes`, { params });
  }
}
