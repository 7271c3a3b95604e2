import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  type Page,
  type PageQuery,
  pageQuerySchema,
  pageSchema,
  type ProviderDomain,
  providerDomainInputSchema,
  providerDomainSchema,
  routes,
} from '@mailroom/contract';
import type { z } from 'zod';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { SignedIn, SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import type { ProviderDomainEntity } from './provider.entity';
import { ProviderRepository } from './provider-repository';
import { ProviderService } from './provider-service';

/** The lookup "Email providers domains". */
@MailroomController(routes.providerDomains)
export class ProviderDomainsController {
  constructor(
    private readonly providers: ProviderRepository,
    private readonly service: ProviderService,
  ) {}

  @Get()
  @SignedIn()
  @Endpoint({ summary: 'Which domain belongs to which provider', query: pageQuerySchema, response: pageSchema(providerDomainSchema) })
  async list(@Query(new Validated(pageQuerySchema)) query: PageQuery): Promise<Page<ProviderDomain>> {
    const { items, nextCursor } = await this.providers.domainPage(query);
    return { items: items.map(view), nextCursor };
  }

  @Post()
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({ summary: 'Gives a domain to a provider', body: providerDomainInputSchema, response: providerDomainSchema, status: 201 })
  async create(
    @Body(new Validated(providerDomainInputSchema)) { providerId, domain }: z.output<typeof providerDomainInputSchema>,
  ): Promise<ProviderDomain> {
    return view(await this.service.addDomain(providerId, domain));
  }

  @Delete(':id')
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({ summary: 'Takes a domain from its provider', status: 204 })
  async remove(@Param('id') id: string): Promise<void> {
    if (!(await this.providers.removeDomain(id))) throw ProblemError.notFound('provider domain');
  }
}

const view = ({ id, domain, providerId }: ProviderDomainEntity): ProviderDomain => ({ id, domain, providerId });
