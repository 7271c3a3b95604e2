import { Get, Query } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  type CoveredMailboxPage,
  coveredMailboxPageSchema,
  type CoveredMailboxQuery,
  coveredMailboxQuerySchema,
  routes,
} from '@mailroom/contract';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { CoveredMailboxRepository } from './covered-mailbox-repository';

@MailroomController(routes.exchangeIntegration)
@SystemOperation(CAN_MANAGE_ADMINISTRATION)
export class CoveredMailboxesController {
  constructor(private readonly mailboxes: CoveredMailboxRepository) {}

  @Get('mailboxes')
  @Endpoint({
    summary: 'The users whose mailboxes are covered, by address, each with where its synchronisation stands',
    query: coveredMailboxQuerySchema,
    response: coveredMailboxPageSchema,
  })
  list(@Query(new Validated(coveredMailboxQuerySchema)) query: CoveredMailboxQuery): Promise<CoveredMailboxPage> {
    return this.mailboxes.page(query);
  }
}
