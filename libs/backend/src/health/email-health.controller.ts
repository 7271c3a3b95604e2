import { Get, Query } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  type EmailHealth,
  type EmailHealthQuery,
  emailHealthQuerySchema,
  emailHealthSchema,
  type HealthHistory,
  type HealthHistoryQuery,
  healthHistoryQuerySchema,
  healthHistorySchema,
  routes,
} from '@mailroom/contract';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { EmailHealthReader } from './email-health-reader';
import { HealthHours } from './health-hours';

@MailroomController(routes.emailHealth)
@SystemOperation(CAN_MANAGE_ADMINISTRATION)
export class EmailHealthController {
  constructor(
    private readonly reader: EmailHealthReader,
    private readonly hours: HealthHours,
  ) {}

  @Get()
  @Endpoint({
    summary: 'How every email account fares, in figures, and all of them together',
    query: emailHealthQuerySchema,
    response: emailHealthSchema,
  })
  list(@Query(new Validated(emailHealthQuerySchema)) query: EmailHealthQuery): Promise<EmailHealth> {
    return this.reader.page(query);
  }

  @Get('history')
  @Endpoint({
    summary: 'How many messages came in each of the last hours, and how soon they were visible',
    query: healthHistoryQuerySchema,
    response: healthHistorySchema,
  })
  async history(@Query(new Validated(healthHistoryQuerySchema)) { hours, accountId }: HealthHistoryQuery): Promise<HealthHistory> {
    return { items: await this.hours.history(hours, accountId) };
  }
}
