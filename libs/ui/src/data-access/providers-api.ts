import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type Discovery,
  type OAuthRegistration,
  type Page,
  type Provider,
  type ProviderInput,
  type ProviderMatch,
  type ProviderPatch,
  type ProviderSummary,
  routes,
  type ServiceTypeOffer,
} from '@mailroom/contract';
import { map, type Observable } from 'rxjs';
import { allPages } from './all-pages';
import { Mailroom } from './mailroom';

/** The calls on email providers, as they are on the wire. */
@Injectable({ providedIn: 'root' })
export class ProvidersApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  /** The service types that this host offers. */
  serviceTypes(): Observable<ServiceTypeOffer[]> {
    return this.http.get<{ items: ServiceTypeOffer[] }>(this.mailroom.url(routes.serviceTypes)).pipe(map(({ items }) => items));
  }

  /** Everything but secrets; for administrators. */
  list(): Observable<Provider[]> {
    return this.pages<Provider>();
  }

  /** The usable providers, for everyone who may connect a mailbox. */
  usable(): Observable<ProviderSummary[]> {
    return this.pages<ProviderSummary>();
  }

  get(id: string): Observable<Provider> {
    return this.http.get<Provider>(this.mailroom.url(routes.providers, id));
  }

  create(input: ProviderInput): Observable<Provider> {
    return this.http.post<Provider>(this.mailroom.url(routes.providers), input);
  }

  update(id: string, patch: ProviderPatch): Observable<Provider> {
    return this.http.patch<Provider>(this.mailroom.url(routes.providers, id), patch);
  }

  remove(id: string): Observable<void> {
    return this.http.delete<void>(this.mailroom.url(routes.providers, id));
  }

  /** The provider of an address's domain, and what must be asked to connect it. */
  match(emailAddress: string): Observable<ProviderMatch> {
    return this.http.get<ProviderMatch>(this.mailroom.url(routes.providerMatch), { params: { emailAddress } });
  }

  /** Where an address's mailbox is, as its domain tells. Takes several seconds when the domain tells nothing. */
  discover(emailAddress: string): Observable<Discovery> {
    return this.http.post<Discovery>(this.mailroom.url(routes.providers, 'discover'), { emailAddress });
  }

  /** What the application is registered with at the sign-in service. */
  oauthRegistration(): Observable<OAuthRegistration> {
    return this.http.get<OAuthRegistration>(this.mailroom.url(routes.oauth, 'registration'));
  }

  private pages<Item>(): Observable<Item[]> {
    const url = this.mailroom.url(routes.providers);
    return allPages<Item>((cursor) => this.http.get<Page<Item>>(url, { params: { limit: 200, ...(cursor && { cursor }) } }));
  }
}
