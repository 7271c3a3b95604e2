import { domainToUnicode } from 'node:url';
import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  domainTakenSchema,
  type Page,
  pageSchema,
  type ProviderDomain,
  type ProviderDomainInput,
  providerDomainInputSchema,
  type ProviderDomainQuery,
  providerDomainQuerySchema,
  providerDomainSchema,
  routes,
} from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn, SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { type NamedDomain, ProviderDomainService } from './provider-domain-service';
import { ProviderRepository } from './provider-repository';

/** The lookup "Email providers domains". */
@MailroomController(routes.providerDomains)
export class ProviderDomainsController {
  constructor(
    private readonly providers: ProviderRepository,
    private readonly service: ProviderDomainService,
  ) {}

  @Get()
  @SignedIn()
  @Endpoint({
    summary: 'Which domain belongs to which provider, in alphabetical order',
    query: providerDomainQuerySchema,
    response: pageSchema(providerDomainSchema),
  })
  async list(@Query(new Validated(providerDomainQuerySchema)) query: ProviderDomainQuery): Promise<Page<ProviderDomain>> {
    const { items, nextCursor } = await this.providers.domainPage(query);
    const providers = await this.providers.findMany([...new Set(items.map(({ providerId }) => providerId))]);
    const names = new Map(providers.map(({ id, name }) => [id, name]));
    return { items: items.map((entry) => view({ entry, providerName: names.get(entry.providerId) ?? '' })), nextCursor };
  }

  @Post()
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({
    summary: 'Gives a domain to a provider',
    body: providerDomainInputSchema,
    response: providerDomainSchema,
    status: 201,
    problems: { 409: domainTakenSchema },
  })
  async create(
    @CurrentUser() user: HostUser,
    @Body(new Validated(providerDomainInputSchema)) input: ProviderDomainInput,
  ): Promise<ProviderDomain> {
    return view(await this.service.add(user, input));
  }

  @Delete(':id')
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({ summary: 'Takes a domain from its provider', status: 204 })
  async remove(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<void> {
    await this.service.remove(user, id);
  }
}

function view({ entry: { id, domain, providerId }, providerName }: NamedDomain): ProviderDomain {
  return { id, domain, unicodeDomain: domainToUnicode(domain), providerId, providerName };
}
