import { Get, Param } from '@nestjs/common';
import { routes, type Thread, threadSchema } from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { EmailReader } from './email-reader';

@MailroomController(routes.threads)
@SignedIn()
export class ThreadsController {
  constructor(private readonly reader: EmailReader) {}

  @Get(':id')
  @Endpoint({ summary: 'A conversation, oldest email first', response: threadSchema })
  get(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Thread> {
    return this.reader.thread(user, id);
  }
}
