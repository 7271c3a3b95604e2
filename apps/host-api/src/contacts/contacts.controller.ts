import { Endpoint, ProblemError, Validated } from '@mailroom/backend';
import { type Page, type PageQuery, pageQuerySchema, pageSchema } from '@mailroom/contract';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ContactRepository } from './contact-repository';
import {
  type Contact,
  type ContactInput,
  contactInputSchema,
  type ContactPatch,
  contactPatchSchema,
  contactSchema,
} from './contact-schemas';

@ApiTags('crm')
@Controller('contacts')
export class ContactsController {
  constructor(private readonly contacts: ContactRepository) {}

  @Get()
  @Endpoint({ summary: 'The CRM’s contacts', query: pageQuerySchema, response: pageSchema(contactSchema) })
  list(@Query(new Validated(pageQuerySchema)) query: PageQuery): Promise<Page<Contact>> {
    return this.contacts.page(query);
  }

  @Post()
  @Endpoint({ summary: 'Adds a contact', body: contactInputSchema, response: contactSchema, status: 201 })
  create(@Body(new Validated(contactInputSchema)) input: ContactInput): Promise<Contact> {
    return this.contacts.add(input);
  }

  @Get(':id')
  @Endpoint({ summary: 'A contact', response: contactSchema })
  async get(@Param('id') id: string): Promise<Contact> {
    const contact = await this.contacts.find(id);
    if (!contact) throw ProblemError.notFound('contact');
    return contact;
  }

  @Patch(':id')
  @Endpoint({ summary: 'Changes a contact', body: contactPatchSchema, response: contactSchema })
  async change(@Param('id') id: string, @Body(new Validated(contactPatchSchema)) { name, emailAddresses }: ContactPatch): Promise<Contact> {
    const contact = await this.get(id);
    return this.contacts.save({ id, name: name ?? contact.name, emailAddresses: emailAddresses ?? contact.emailAddresses });
  }

  @Delete(':id')
  @Endpoint({ summary: 'Deletes a contact; its emails stay in their mailboxes', status: 204 })
  async remove(@Param('id') id: string): Promise<void> {
    await this.contacts.remove((await this.get(id)).id);
  }
}
