import { Module } from '@nestjs/common';
import { SyncModule } from '../sync/sync.module';
import { FolderService } from './folder-service';
import { FoldersController } from './folders.controller';

@Module({ imports: [SyncModule], controllers: [FoldersController], providers: [FolderService] })
export class FoldersModule {}
