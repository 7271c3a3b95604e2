import { Module } from '@nestjs/common';
import { EmailsModule } from '../emails/emails.module';
import { SyncModule } from '../sync/sync.module';
import { EventStreams } from './event-streams';
import { EventsController } from './events.controller';

@Module({ imports: [SyncModule, EmailsModule], controllers: [EventsController], providers: [EventStreams] })
export class EventsModule {}
