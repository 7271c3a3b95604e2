import { applyDecorators, Body, Delete, Get, Header, Param, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import {
  type DraftAttachment,
  type DraftAttachmentCopy,
  draftAttachmentCopySchema,
  draftAttachmentLimitBytes,
  draftAttachmentSchema,
  draftAttachmentsSchema,
  type DraftUploadQuery,
  draftUploadQuerySchema,
  routes,
} from '@mailroom/contract';
import { download, downloadHeaders } from '../emails/download';
import { EmailReader } from '../emails/email-reader';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { DraftAttachments } from './draft-attachments';
import { type Upload, uploadedBytes } from './uploaded-bytes';

const Download = () => applyDecorators(...Object.entries(downloadHeaders).map(([name, value]) => Header(name, value)));

@MailroomController(`${routes.drafts}/:id/attachments`)
@SignedIn()
export class DraftAttachmentsController {
  constructor(
    private readonly attachments: DraftAttachments,
    private readonly reader: EmailReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Attaches the request’s body, application/octet-stream, to a draft',
    query: draftUploadQuerySchema,
    response: draftAttachmentSchema,
    status: 201,
  })
  async upload(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Query(new Validated(draftUploadQuerySchema)) { filename, contentType }: DraftUploadQuery,
    @Req() request: Upload,
  ): Promise<DraftAttachment> {
    const bytes = await uploadedBytes(request, draftAttachmentLimitBytes);
    const [added] = await this.attachments.add(user, id, [{ filename, contentType, bytes }]);
    if (!added) throw ProblemError.notFound('draft');
    return added;
  }

  @Post('copies')
  @Endpoint({
    summary: 'Attaches the files of an email to a draft that forwards it',
    body: draftAttachmentCopySchema,
    response: draftAttachmentsSchema,
    status: 201,
  })
  async copy(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(draftAttachmentCopySchema)) { emailId }: DraftAttachmentCopy,
  ): Promise<{ items: DraftAttachment[] }> {
    const files = await this.reader.files(user, emailId);
    return { items: await this.attachments.add(user, id, files) };
  }

  @Get(':attachmentId')
  @Download()
  @Endpoint({ summary: 'The bytes of a draft’s file' })
  async open(@CurrentUser() user: HostUser, @Param('id') id: string, @Param('attachmentId') attachmentId: string): Promise<StreamableFile> {
    const { filename, contentType, bytes } = await this.attachments.open(user, id, attachmentId);
    return download(filename, contentType, bytes);
  }

  @Delete(':attachmentId')
  @Endpoint({ summary: 'Takes a file off a draft', status: 204 })
  async remove(@CurrentUser() user: HostUser, @Param('id') id: string, @Param('attachmentId') attachmentId: string): Promise<void> {
    await this.attachments.remove(user, id, attachmentId);
  }
}
