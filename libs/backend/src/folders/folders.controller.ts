import { Body, Get, Param, Put } from '@nestjs/common';
import { type Folder, folderSchema, type FolderSelection, folderSelectionSchema, routes } from '@mailroom/contract';
import * as z from 'zod';
import { AccountRepository } from '../accounts/account-repository';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { FolderService } from './folder-service';

const foldersSchema = z.object({ items: z.array(folderSchema) });

@MailroomController(`${routes.accounts}/:id/folders`)
@SignedIn()
export class FoldersController {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly folders: FolderService,
  ) {}

  @Get()
  @Endpoint({ summary: 'The folders of an email account', response: foldersSchema })
  async list(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<{ items: Folder[] }> {
    return { items: await this.folders.list((await this.accounts.own(user, id)).id) };
  }

  @Put()
  @Endpoint({
    summary: 'Chooses the folders that are imported, and whether the emails of those that no longer are stay in the CRM',
    body: folderSelectionSchema,
    response: foldersSchema,
  })
  async select(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(folderSelectionSchema)) selection: FolderSelection,
  ): Promise<{ items: Folder[] }> {
    await this.folders.select(user, await this.accounts.ownConnected(user, id), selection);
    return this.list(user, id);
  }
}
