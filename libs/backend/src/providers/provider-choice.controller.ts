import { Get, Query } from '@nestjs/common';
import {
  domainOf,
  type ProviderMatch,
  providerMatchQuerySchema,
  providerMatchSchema,
  routes,
  type ServiceTypeOffer,
  serviceTypeOfferSchema,
} from '@mailroom/contract';
import * as z from 'zod';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { ProviderRepository } from './provider-repository';
import { ProviderRules } from './provider-rules';
import { providerSummary } from './provider-view';

/** What the wizards ask before they can offer a choice. */
@MailroomController('')
export class ProviderChoiceController {
  constructor(
    private readonly connector: MailboxConnector,
    private readonly providers: ProviderRepository,
    private readonly rules: ProviderRules,
  ) {}

  @Get(routes.serviceTypes)
  @SignedIn()
  @Endpoint({ summary: 'The mail services that this CRM can connect to', response: z.object({ items: z.array(serviceTypeOfferSchema) }) })
  serviceTypes(): { items: ServiceTypeOffer[] } {
    return { items: this.connector.offers };
  }

  @Get(routes.providerMatch)
  @SignedIn()
  @Endpoint({
    summary: 'The provider of an address’s domain, and what must be asked to connect the mailbox',
    query: providerMatchQuerySchema,
    response: providerMatchSchema,
  })
  async match(
    @Query(new Validated(providerMatchQuerySchema)) { emailAddress }: z.output<typeof providerMatchQuerySchema>,
  ): Promise<ProviderMatch> {
    const provider = await this.providers.findByDomain(domainOf(emailAddress));
    if (!provider || !this.rules.isUsable(provider)) return { provider: null, asks: ['provider'] };
    if (provider.authMethod === 'oauth2') return { provider: providerSummary(provider), asks: ['oauth'] };
    return { provider: providerSummary(provider), asks: provider.loginFormat === 'manual' ? ['login', 'password'] : ['password'] };
  }
}
