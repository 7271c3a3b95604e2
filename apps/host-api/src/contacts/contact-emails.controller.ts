import { EmailReader, Endpoint, ProblemError, Validated } from '@mailroom/backend';
import { type EmailListItem, emailListItemSchema, type Page, type PageQuery, pageQuerySchema, pageSchema } from '@mailroom/contract';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type RequestWithCookies, SessionService } from '../auth/session-service';
import { ContactRepository } from './contact-repository';

/** How a CRM shows a contact's emails on a page of its own. */
@ApiTags('crm')
@Controller('contacts/:id/emails')
export class ContactEmailsController {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly sessions: SessionService,
    private readonly emails: EmailReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'The user’s emails from and to a contact', query: pageQuerySchema, response: pageSchema(emailListItemSchema) })
  async list(
    @Param('id') id: string,
    @Query(new Validated(pageQuerySchema)) query: PageQuery,
    @Req() request: RequestWithCookies,
  ): Promise<Page<EmailListItem>> {
    const user = await this.sessions.signedInUser(request);
    const contact = await this.contacts.find(id);
    if (!contact) throw ProblemError.notFound('contact');
    return this.emails.listForAddresses(user, contact.emailAddresses, query);
  }
}
