import { Get } from '@nestjs/common';
import { type ListenerStatus, listenerStatusSchema, routes } from '@mailroom/contract';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { SignedIn } from '../http/signed-in-user';
import { ListenerStatusReader } from './listener-status-reader';

@MailroomController(routes.listener)
@SignedIn()
export class ListenerController {
  constructor(private readonly reader: ListenerStatusReader) {}

  @Get()
  @Endpoint({ summary: 'The processes that watch and synchronise mailboxes', response: listenerStatusSchema })
  status(): Promise<ListenerStatus> {
    return this.reader.read();
  }
}
