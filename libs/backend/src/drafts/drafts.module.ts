import { Module } from '@nestjs/common';
import { EmailsModule } from '../emails/emails.module';
import { SyncModule } from '../sync/sync.module';
import { DraftAttachments } from './draft-attachments';
import { DraftAttachmentsController } from './draft-attachments.controller';
import { DraftRemoval } from './draft-removal';
import { DraftRepository } from './draft-repository';
import { DraftSending } from './draft-sending';
import { DraftsController } from './drafts.controller';

/** Messages while they are written. */
@Module({
  imports: [EmailsModule, SyncModule],
  controllers: [DraftsController, DraftAttachmentsController],
  providers: [DraftAttachments, DraftRemoval, DraftRepository, DraftSending],
  exports: [DraftRemoval],
})
export class DraftsModule {}
