import { Endpoint, ProblemError } from '@mailroom/backend';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import * as z from 'zod';
import { Public } from '../auth/needs';
import { ListenerHealth } from './listener-health';
import { SyncHealth } from './sync-health';
import { QueueHealth } from './queue-health';

const healthSchema = z.object({ status: z.literal('ok') });

@ApiTags('crm')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly listener: ListenerHealth,
    private readonly queue: QueueHealth,
    private readonly sync: SyncHealth,
  ) {}

  @Get()
  @Endpoint({ summary: 'Whether the process lives', response: healthSchema })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Endpoint({
    summary: 'Whether it can serve: its database and its queue answer and mailboxes are synchronised',
    response: healthSchema.loose(),
  })
  async ready(): Promise<object> {
    try {
      return await this.health.check([
        () => this.database.pingCheck('database'),
        () => this.queue.check(),
        () => this.listener.check(),
        () => this.sync.check(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: failing = {} } = error.getResponse() as { error?: object };
      throw new ProblemError<'not-ready'>(503, 'not-ready', `Not ready: ${Object.keys(failing).join(', ')}.`, { retryAfterSeconds: 5 });
    }
  }
}
