import type { ServerResponse } from 'node:http';
import { Get, Headers, Res } from '@nestjs/common';
import { routes } from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { EventStreams } from './event-streams';

@MailroomController(routes.events)
@SignedIn()
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  @Get()
  @Endpoint({ summary: 'Server-sent events of the signed-in user; the header Last-Event-ID resumes without a gap' })
  open(
    @CurrentUser() user: HostUser,
    @Headers('last-event-id') lastEventId: string | undefined,
    // Fastify's reply holds Node's response as `raw`.
    @Res() response: ServerResponse & { raw?: ServerResponse },
  ): void {
    this.streams.open(user, /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : null, response.raw ?? response);
  }
}
