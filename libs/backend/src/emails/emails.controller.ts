import { applyDecorators, Body, Delete, Get, Header, Headers, Param, Patch, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import {
  type Email,
  type EmailListItem,
  type EmailListQuery,
  emailListItemSchema,
  emailListQuerySchema,
  type EmailPatch,
  emailPatchSchema,
  emailSchema,
  type OutgoingEmail,
  outgoingEmailSchema,
  type Page,
  pageSchema,
  routes,
  type SendReceipt,
  sendReceiptSchema,
} from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { download, downloadHeaders } from './download';
import { EmailReader } from './email-reader';
import { ReadFlags } from './marking/read-flags';
import { OutgoingMail } from './sending/outgoing-mail';
import { OutgoingRecall } from './sending/outgoing-recall';

const Download = () => applyDecorators(...Object.entries(downloadHeaders).map(([name, value]) => Header(name, value)));

@MailroomController(routes.emails)
@SignedIn()
export class EmailsController {
  constructor(
    private readonly reader: EmailReader,
    private readonly readFlags: ReadFlags,
    private readonly outgoing: OutgoingMail,
    private readonly recall: OutgoingRecall,
  ) {}

  @Get()
  @Endpoint({ summary: 'The user’s emails, newest first', query: emailListQuerySchema, response: pageSchema(emailListItemSchema) })
  list(@CurrentUser() user: HostUser, @Query(new Validated(emailListQuerySchema)) query: EmailListQuery): Promise<Page<EmailListItem>> {
    return this.reader.list(user, query);
  }

  @Post()
  @Endpoint({
    summary: 'Sends an email once for each Idempotency-Key (a header); its state is in GET /emails/:id',
    body: outgoingEmailSchema,
    response: sendReceiptSchema,
    status: 202,
  })
  send(
    @CurrentUser() user: HostUser,
    @Headers('idempotency-key') key: string | undefined,
    @Body(new Validated(outgoingEmailSchema)) email: OutgoingEmail,
  ): Promise<SendReceipt> {
    const idempotencyKey = key?.trim() ?? '';
    if (idempotencyKey === '' || idempotencyKey.length > 200) {
      throw new ProblemError(400, 'idempotency-key-required', 'Sending needs the header Idempotency-Key, of 1 to 200 characters.', {
        remedy: 'Make a new random key for each email, and repeat it when you repeat the request.',
      });
    }
    return this.outgoing.send(user, idempotencyKey, email);
  }

  @Post(':id/retry')
  @Endpoint({
    summary: 'Tries an email again that could not be sent; it leaves once, even if it had left before',
    response: sendReceiptSchema,
    status: 202,
  })
  retry(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<SendReceipt> {
    return this.outgoing.retry(user, id);
  }

  @Get(':id')
  @Endpoint({ summary: 'An email with headers, text, sanitised HTML and attachments', response: emailSchema })
  get(@CurrentUser() user: HostUser, @Param('id') id: string, @Req() request: { originalUrl?: string; url: string }): Promise<Email> {
    // The pictures' addresses begin wherever the host has mounted the plugin.
    const path = (request.originalUrl ?? request.url).replace(/[?#].*$/, '');
    return this.reader.detail(user, id, `${path.replace(/\/+$/, '')}/attachments`);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Marks an email as read or unread, here and on the mail server',
    body: emailPatchSchema,
    response: emailListItemSchema,
  })
  async patch(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(emailPatchSchema)) { isRead }: EmailPatch,
  ): Promise<EmailListItem> {
    await this.readFlags.set(user, id, isRead);
    return this.reader.item(user, id);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Takes back an email that waits to be sent; 409 once it has begun to leave, or is not one of those', status: 204 })
  async takeBack(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<void> {
    await this.recall.takeBack(user, id);
  }

  @Get(':id/raw')
  @Download()
  @Endpoint({ summary: 'The message byte for byte (message/rfc822)' })
  async raw(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<StreamableFile> {
    const { subject, bytes } = await this.reader.raw(user, id);
    return download(`${subject || 'email'}.eml`, 'message/rfc822', bytes);
  }

  @Get(':id/attachments/:attachmentId')
  @Download()
  @Endpoint({ summary: 'An attachment’s bytes' })
  async attachment(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Param('attachmentId') attachmentId: string,
  ): Promise<StreamableFile> {
    const { filename, contentType, bytes } = await this.reader.attachment(user, id, attachmentId);
    return download(filename, contentType, bytes);
  }
}
