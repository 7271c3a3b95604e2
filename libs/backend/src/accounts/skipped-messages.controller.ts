import { Get, Param, Query } from '@nestjs/common';
import {
  type Page,
  pageSchema,
  routes,
  type SkippedMessage,
  skippedMessageSchema,
  type SkippedQuery,
  skippedQuerySchema,
} from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { AccountRepository } from './account-repository';
import { ExclusionLedger } from './exclusion-ledger';

@MailroomController(routes.accounts)
@SignedIn()
export class SkippedMessagesController {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly ledger: ExclusionLedger,
  ) {}

  @Get(':id/skipped')
  @Endpoint({
    summary: 'Messages that are not imported, and why; last found first',
    query: skippedQuerySchema,
    response: pageSchema(skippedMessageSchema),
  })
  async list(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Query(new Validated(skippedQuerySchema)) query: SkippedQuery,
  ): Promise<Page<SkippedMessage>> {
    return this.ledger.page(await this.accounts.own(user, id), query);
  }
}
