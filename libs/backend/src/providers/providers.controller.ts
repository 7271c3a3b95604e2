import { Body, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  type Page,
  type PageQuery,
  pageQuerySchema,
  pageSchema,
  type Provider,
  providerHasAccountsSchema,
  type ProviderInput,
  providerInputSchema,
  type ProviderPatch,
  providerPatchSchema,
  providerSchema,
  type ProviderSummary,
  providerSummarySchema,
  routes,
} from '@mailroom/contract';
import * as z from 'zod';
import { HostBridge, type HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { CurrentUser, SignedIn, SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import type { ProviderEntity } from './provider.entity';
import { ProviderRemoval } from './provider-removal';
import { ProviderRepository, type ProviderUsage } from './provider-repository';
import { ProviderRules } from './provider-rules';
import { ProviderService } from './provider-service';
import { providerSummary, providerView } from './provider-view';

const eitherView = z.union([providerSchema, providerSummarySchema]);

@MailroomController(routes.providers)
export class ProvidersController {
  constructor(
    private readonly host: HostBridge,
    private readonly providers: ProviderRepository,
    private readonly rules: ProviderRules,
    private readonly service: ProviderService,
    private readonly removal: ProviderRemoval,
  ) {}

  @Get()
  @SignedIn()
  @Endpoint({
    summary: 'Email providers: everything but secrets for administrators, a summary of the usable ones for others',
    query: pageQuerySchema,
    response: pageSchema(eitherView),
  })
  async list(
    @CurrentUser() user: HostUser,
    @Query(new Validated(pageQuerySchema)) query: PageQuery,
  ): Promise<Page<Provider | ProviderSummary>> {
    const { items, nextCursor } = await this.providers.page(query);
    if (!(await this.isAdministrator(user))) {
      return { items: items.filter((provider) => this.rules.isUsable(provider)).map(providerSummary), nextCursor };
    }
    return { items: await this.views(items), nextCursor };
  }

  @Post()
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({ summary: 'Adds an email provider', body: providerInputSchema, response: providerSchema, status: 201 })
  async create(@CurrentUser() user: HostUser, @Body(new Validated(providerInputSchema)) input: ProviderInput): Promise<Provider> {
    return this.view((await this.service.create(user, input)).id);
  }

  @Get(':id')
  @SignedIn()
  @Endpoint({ summary: 'An email provider, as in the list', response: eitherView })
  async get(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Provider | ProviderSummary> {
    if (await this.isAdministrator(user)) return this.view(id);
    const provider = await this.find(id);
    if (!this.rules.isUsable(provider)) throw ProblemError.notFound('email provider');
    return providerSummary(provider);
  }

  @Patch(':id')
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({ summary: 'Changes an email provider; its accounts reconnect', body: providerPatchSchema, response: providerSchema })
  async update(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(providerPatchSchema)) patch: ProviderPatch,
  ): Promise<Provider> {
    await this.service.update(user, id, patch);
    return this.view(id);
  }

  @Delete(':id')
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({ summary: 'Deletes an email provider that has no email accounts', status: 204, problems: { 409: providerHasAccountsSchema } })
  async remove(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<void> {
    await this.removal.remove(user, id);
  }

  private async find(id: string): Promise<ProviderEntity> {
    const provider = await this.providers.find(id);
    if (!provider) throw ProblemError.notFound('email provider');
    return provider;
  }

  private async view(id: string): Promise<Provider> {
    const [view] = await this.views([await this.find(id)]);
    if (!view) throw ProblemError.notFound('email provider');
    return view;
  }

  private async views(providers: readonly ProviderEntity[]): Promise<Provider[]> {
    const usage = await this.providers.usage(providers.map(({ id }) => id));
    return providers.map((provider) => providerView(provider, usageOf(usage, provider), this.rules.warnings(provider)));
  }

  private isAdministrator(user: HostUser): Promise<boolean> {
    return this.host.mayRun(user, CAN_MANAGE_ADMINISTRATION);
  }
}

const usageOf = (usage: Map<string, ProviderUsage>, { id }: ProviderEntity): ProviderUsage =>
  usage.get(id) ?? { domains: [], accountCount: 0, accountsNeedingAttention: 0 };
