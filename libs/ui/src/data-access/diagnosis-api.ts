import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type DiagnosisLine, type ProviderDiagnosisInput, routes } from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { Mailroom } from './mailroom';
import { ndjson } from './ndjson';

/** The set-up doctor's calls: line by line while it works; to unsubscribe is to cancel. */
@Injectable({ providedIn: 'root' })
export class DiagnosisApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  /** Tries a provider that is not saved yet, with a mailbox on it. */
  ofProvider(input: ProviderDiagnosisInput): Observable<DiagnosisLine> {
    return this.stream(this.mailroom.url(routes.providers, 'diagnose'), input);
  }

  /** Tries an account with the credentials that are stored for it. */
  ofAccount(id: string): Observable<DiagnosisLine> {
    return this.stream(this.mailroom.url(routes.accounts, id, 'diagnose'), null);
  }

  private stream(url: string, body: unknown): Observable<DiagnosisLine> {
    return ndjson(this.http.post(url, body, { observe: 'events', reportProgress: true, responseType: 'text' }));
  }
}
