import type { ServerResponse } from 'node:http';
import { Param, Post, Res } from '@nestjs/common';
import { diagnosisLineSchema, routes } from '@mailroom/contract';
import { AccountRepository } from '../accounts/account-repository';
import { MailboxConnector } from '../accounts/mailbox-connector';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Doctor } from './doctor';

@MailroomController(routes.accounts)
@SignedIn()
export class AccountDoctorController {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly connector: MailboxConnector,
    private readonly doctor: Doctor,
  ) {}

  @Post(':id/diagnose')
  @Endpoint({
    summary: 'Tries an account with its stored credentials, step by step: NDJSON, as for a provider',
    response: diagnosisLineSchema,
  })
  async diagnose(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    // Fastify's reply holds Node's response as `raw`.
    @Res() response: ServerResponse & { raw?: ServerResponse },
  ): Promise<void> {
    const account = await this.accounts.ownConnected(user, id);
    const { serviceType, send } = await this.connector.providerOf(account);
    const target = await this.connector.target(account);
    await this.doctor.examine(response.raw ?? response, { serviceType, target, options: { send } });
  }
}
