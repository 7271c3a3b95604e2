import { Module } from '@nestjs/common';
import { OutgoingQueue } from '../emails/sending/outgoing-queue';
import { SyncModule } from '../sync/sync.module';
import { Listener } from './listener';
import { ListenerController } from './listener.controller';
import { ListenerStatusReader } from './listener-status-reader';

@Module({
  imports: [SyncModule],
  controllers: [ListenerController],
  providers: [Listener, ListenerStatusReader, OutgoingQueue],
  exports: [ListenerStatusReader],
})
export class ListenerModule {}
