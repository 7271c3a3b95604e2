import { Body, Get, Put } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  type ExchangeIntegration,
  type ExchangeIntegrationInput,
  exchangeIntegrationInputSchema,
  exchangeIntegrationSchema,
  integrationRefusedSchema,
  routes,
} from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { ProviderRules } from '../providers/provider-rules';
import { IntegrationRepository } from './integration-repository';
import { IntegrationService } from './integration-service';
import { unsavedState } from './integration-state';
import { integrationView } from './integration-view';

/** System Configuration > Integrations > MS Exchange. */
@MailroomController(routes.exchangeIntegration)
@SystemOperation(CAN_MANAGE_ADMINISTRATION)
export class ExchangeIntegrationController {
  constructor(
    private readonly repository: IntegrationRepository,
    private readonly service: IntegrationService,
    private readonly rules: ProviderRules,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The settings of the organisation’s Exchange integration, and where it stands',
    response: exchangeIntegrationSchema,
  })
  async get(): Promise<ExchangeIntegration> {
    const state = (await this.repository.load()) ?? unsavedState();
    return integrationView(state, this.rules.warnings(state.provider));
  }

  @Put()
  @Endpoint({
    summary: 'Saves the settings; they are switched on only with a super-user who works',
    body: exchangeIntegrationInputSchema,
    response: exchangeIntegrationSchema,
    problems: { 422: integrationRefusedSchema },
  })
  async save(
    @CurrentUser() user: HostUser,
    @Body(new Validated(exchangeIntegrationInputSchema)) input: ExchangeIntegrationInput,
  ): Promise<ExchangeIntegration> {
    await this.service.save(user, input);
    return this.get();
  }
}
