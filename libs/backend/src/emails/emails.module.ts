import { Module } from '@nestjs/common';
import { SyncModule } from '../sync/sync.module';
import { EmailContacts } from './email-contacts';
import { EmailFilters } from './email-filters';
import { EmailReader } from './email-reader';
import { EmailsController } from './emails.controller';
import { MessageRepository } from './message-repository';
import { ReadFlags } from './marking/read-flags';
import { ReadingRights } from './reading-rights';
import { OutgoingMail } from './sending/outgoing-mail';
import { OutgoingRecall } from './sending/outgoing-recall';
import { ThreadsController } from './threads.controller';

@Module({
  imports: [SyncModule],
  controllers: [EmailsController, ThreadsController],
  providers: [EmailContacts, EmailFilters, EmailReader, MessageRepository, OutgoingMail, OutgoingRecall, ReadFlags, ReadingRights],
  exports: [EmailContacts, EmailReader, OutgoingMail],
})
export class EmailsModule {}
