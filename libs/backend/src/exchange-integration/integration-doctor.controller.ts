import type { ServerResponse } from 'node:http';
import { Body, Post, Res } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  diagnosisLineSchema,
  type IntegrationDiagnosisInput,
  integrationDiagnosisInputSchema,
  routes,
} from '@mailroom/contract';
import { Doctor } from '../doctor/doctor';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { IntegrationService } from './integration-service';
import { domainsOf } from './integration-state';
import { SuperUserCheck } from './super-user-check';

@MailroomController(routes.exchangeIntegration)
@SystemOperation(CAN_MANAGE_ADMINISTRATION)
export class IntegrationDoctorController {
  constructor(
    private readonly service: IntegrationService,
    private readonly superUser: SuperUserCheck,
    private readonly doctor: Doctor,
  ) {}

  @Post('diagnose')
  @Endpoint({
    summary: 'Tries the integration’s settings, saved or not, step by step with the mailbox of one user: NDJSON, as for a provider',
    body: integrationDiagnosisInputSchema,
    response: diagnosisLineSchema,
  })
  async diagnose(
    @Body(new Validated(integrationDiagnosisInputSchema)) { emailAddress, ...input }: IntegrationDiagnosisInput,
    // Fastify's reply holds Node's response as `raw`.
    @Res() response: ServerResponse & { raw?: ServerResponse },
  ): Promise<void> {
    const state = await this.service.draft(input);
    const user = emailAddress ?? (await this.superUser.anyUser(domainsOf(state.integration)))?.email ?? null;
    const { serviceType, send } = state.provider;
    await this.doctor.examine(response.raw ?? response, { serviceType, target: this.superUser.target(state, user), options: { send } });
  }
}
