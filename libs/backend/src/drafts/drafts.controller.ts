import { Body, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import {
  type Draft,
  type DraftInput,
  draftInputSchema,
  draftListSchema,
  draftSchema,
  type DraftSending as Sending,
  draftSendingSchema,
  type Page,
  type PageQuery,
  pageQuerySchema,
  routes,
  type SendReceipt,
  sendReceiptSchema,
} from '@mailroom/contract';
import * as z from 'zod';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { DraftRemoval } from './draft-removal';
import { DraftRepository } from './draft-repository';
import { DraftSending } from './draft-sending';

@MailroomController(routes.drafts)
@SignedIn()
export class DraftsController {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly sending: DraftSending,
    private readonly removal: DraftRemoval,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The user’s drafts, those that wait to leave or could not be sent too',
    query: pageQuerySchema,
    response: draftListSchema,
  })
  async list(@CurrentUser() user: HostUser, @Query(new Validated(pageQuerySchema)) query: PageQuery): Promise<Page<Draft>> {
    await this.removal.removeLeftFiles(user.id);
    return this.drafts.page(user, query);
  }

  @Get(':id')
  @Endpoint({ summary: 'A draft', response: draftSchema })
  get(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Draft> {
    return this.drafts.view(user, id);
  }

  @Put(':id')
  @Endpoint({
    summary: 'Saves a draft under an id (a UUID) of the caller’s own; 409 when it was changed elsewhere',
    body: draftInputSchema,
    response: draftSchema,
  })
  async save(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(draftInputSchema)) input: DraftInput,
  ): Promise<Draft> {
    if (!z.uuid().safeParse(id).success) throw ProblemError.notFound('draft');
    await this.drafts.save(user, id.toLowerCase(), input);
    return this.drafts.view(user, id.toLowerCase());
  }

  @Delete(':id')
  @Endpoint({ summary: 'Discards a draft with its files', status: 204 })
  async discard(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<void> {
    await this.removal.discard(user, id);
  }

  @Post(':id/send')
  @Endpoint({
    summary: 'Sends a draft once; until the delay is over DELETE /emails/:id takes it back',
    body: draftSendingSchema,
    response: sendReceiptSchema,
    status: 202,
  })
  send(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(draftSendingSchema)) sending: Sending,
  ): Promise<SendReceipt> {
    return this.sending.send(user, id, sending);
  }
}
