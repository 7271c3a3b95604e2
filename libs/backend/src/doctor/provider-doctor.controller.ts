import type { ServerResponse } from 'node:http';
import { Body, Post, Res } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  diagnosisLineSchema,
  type Discovery,
  type DiscoveryInput,
  discoveryInputSchema,
  discoverySchema,
  type ProviderDiagnosisInput,
  providerDiagnosisInputSchema,
  routes,
} from '@mailroom/contract';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { Doctor } from './doctor';
import { DraftExamination } from './draft-examination';

@MailroomController(routes.providers)
@SystemOperation(CAN_MANAGE_ADMINISTRATION)
export class ProviderDoctorController {
  constructor(
    private readonly doctor: Doctor,
    private readonly drafts: DraftExamination,
  ) {}

  @Post('discover')
  @Endpoint({
    summary: 'Asks an address’s domain where its mailboxes are, and proposes a provider',
    body: discoveryInputSchema,
    response: discoverySchema,
  })
  discover(@Body(new Validated(discoveryInputSchema)) { emailAddress }: DiscoveryInput): Promise<Discovery> {
    return this.doctor.discover(emailAddress);
  }

  @Post('diagnose')
  @Endpoint({
    summary: 'Tries a provider that is not saved, step by step: NDJSON, one line when a step begins and one when it ends',
    body: providerDiagnosisInputSchema,
    response: diagnosisLineSchema,
  })
  diagnose(
    @Body(new Validated(providerDiagnosisInputSchema)) input: ProviderDiagnosisInput,
    // Fastify's reply holds Node's response as `raw`.
    @Res() response: ServerResponse & { raw?: ServerResponse },
  ): Promise<void> {
    return this.doctor.examine(response.raw ?? response, this.drafts.of(input));
  }
}
