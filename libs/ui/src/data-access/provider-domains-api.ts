import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Page, type ProviderDomain, type ProviderDomainInput, routes } from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { allPages } from './all-pages';
import { Mailroom } from './mailroom';

/** The calls on the lookup "Email providers domains", as they are on the wire. */
@Injectable({ providedIn: 'root' })
export class ProviderDomainsApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  list(): Observable<ProviderDomain[]> {
    const url = this.mailroom.url(routes.providerDomains);
    return allPages((cursor) => this.http.get<Page<ProviderDomain>>(url, { params: { limit: 200, ...(cursor && { cursor }) } }));
  }

  /** 409 `domain-taken` while the domain belongs to another provider. */
  add(input: ProviderDomainInput): Observable<ProviderDomain> {
    return this.http.post<ProviderDomain>(this.mailroom.url(routes.providerDomains), input);
  }

  remove(id: string): Observable<void> {
    return this.http.delete<void>(this.mailroom.url(routes.providerDomains, id));
  }
}
