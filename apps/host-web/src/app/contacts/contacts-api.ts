import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Page } from '@mailroom/contract';
import { type Observable } from 'rxjs';

export interface ContactInput {
  name: string;
  emailAddresses: string[];
}

export interface Contact extends ContactInput {
  id: string;
}

/** The CRM's own contacts, below `/api/contacts`. */
@Injectable({ providedIn: 'root' })
export class ContactsApi {
  private readonly http = inject(HttpClient);

  /** `q` is looked for in names and addresses. */
  list(query: { q: string; cursor: string | null; limit: number }): Observable<Page<Contact>> {
    const { q, cursor, limit } = query;
    const params = new HttpParams({ fromObject: { limit, ...(q && { q }), ...(cursor !== null && { cursor }) } });
    return this.http.get<Page<Contact>>('/api/contacts', { params });
  }

  get(id: string): Observable<Contact> {
    return this.http.get<Contact>(address(id));
  }

  create(contact: ContactInput): Observable<Contact> {
    return this.http.post<Contact>('/api/contacts', contact);
  }

  update(id: string, contact: ContactInput): Observable<Contact> {
    return this.http.patch<Contact>(address(id), contact);
  }

  delete(id: string): Observable<void> {
    return this.http.delete<void>(address(id));
  }
}

function address(id: string): string {
  return `/api/contacts/${encodeURIComponent(id)}`;
}
