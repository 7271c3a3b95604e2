import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type AuditEntry, type AuditSubjectType, type Page, routes } from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { Mailroom } from './mailroom';

/** Which entries are shown; `null` narrows nothing. `since` is included, `until` is not. */
export interface AuditFilter {
  subjectType: AuditSubjectType | null;
  actorId: string | null;
  since: string | null;
  until: string | null;
}

/** The audit log, newest first. */
@Injectable({ providedIn: 'root' })
export class AuditApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  list(auditFilter: AuditFilter, cursor: string | null): Observable<Page<AuditEntry>> {
    const wanted = Object.entries({ ...auditFilter, cursor }).filter((entry): entry is [string, string] => entry[1] !== null);
    return this.http.get<Page<AuditEntry>>(this.mailroom.url(routes.audit), { params: { limit: 50, ...Object.fromEntries(wanted) } });
  }
}
