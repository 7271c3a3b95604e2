import { AtomicWriter, keysetPage, newId, type Statement } from '@mailroom/backend';
import type { Page, PageQuery } from '@mailroom/contract';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository } from 'typeorm';
import { ContactAddressEntity, ContactEntity } from './contact.entity';
import type { Contact, ContactInput } from './contact-schemas';

/** The CRM's contacts, which every user sees. */
@Injectable()
export class ContactRepository {
  constructor(
    @InjectRepository(ContactEntity) private readonly contacts: Repository<ContactEntity>,
    @InjectRepository(ContactAddressEntity) private readonly addresses: Repository<ContactAddressEntity>,
    private readonly writer: AtomicWriter,
  ) {}

  async page(query: PageQuery): Promise<Page<Contact>> {
    const { items, nextCursor } = await keysetPage(this.contacts, {}, query);
    return { items: await this.withAddresses(items), nextCursor };
  }

  async find(id: string): Promise<Contact | null> {
    const contact = await this.contacts.findOneBy({ id });
    return contact && ((await this.withAddresses([contact])).at(0) ?? null);
  }

  /** By lower-case address; one that several contacts have belongs to the oldest of them. */
  async byAddress(addresses: readonly string[]): Promise<Map<string, ContactEntity>> {
    const entries = await this.addresses.find({ where: { address: In(addresses) }, order: { contactId: 'DESC' } });
    const contacts = await this.contacts.findBy({ id: In(entries.map(({ contactId }) => contactId)) });
    const byId = new Map(contacts.map((contact) => [contact.id, contact]));
    return new Map(
      entries.flatMap(({ address, contactId }) => {
        const contact = byId.get(contactId);
        return contact ? [[address, contact] as const] : [];
      }),
    );
  }

  async add({ name, emailAddresses }: ContactInput): Promise<Contact> {
    const id = newId();
    await this.writer.write([
      { sql: 'INSERT INTO crm_contact (id, name) VALUES (?, ?)', parameters: [id, name] },
      ...insertAddresses(id, emailAddresses),
    ]);
    return { id, name, emailAddresses: lowerCase(emailAddresses) };
  }

  async save({ id, name, emailAddresses }: Contact): Promise<Contact> {
    await this.writer.write([
      { sql: 'UPDATE crm_contact SET name = ? WHERE id = ?', parameters: [name, id] },
      deleteAddresses(id),
      ...insertAddresses(id, emailAddresses),
    ]);
    return { id, name, emailAddresses: lowerCase(emailAddresses) };
  }

  async remove(id: string): Promise<void> {
    await this.writer.write([deleteAddresses(id), { sql: 'DELETE FROM crm_contact WHERE id = ?', parameters: [id] }]);
  }

  private async withAddresses(contacts: readonly ContactEntity[]): Promise<Contact[]> {
    const entries = await this.addresses.find({ where: { contactId: In(contacts.map(({ id }) => id)) }, order: { address: 'ASC' } });
    return contacts.map(({ id, name }) => ({
      id,
      name,
      emailAddresses: entries.filter(({ contactId }) => contactId === id).map(({ address }) => address),
    }));
  }
}

const lowerCase = (addresses: readonly string[]): string[] => [...new Set(addresses.map((address) => address.toLowerCase()))].sort();

const insertAddresses = (id: string, addresses: readonly string[]): Statement[] =>
  lowerCase(addresses).map((address) => ({
    sql: 'INSERT INTO crm_contact_address (contact_id, address) VALUES (?, ?)',
    parameters: [id, address],
  }));

const deleteAddresses = (id: string): Statement => ({ sql: 'DELETE FROM crm_contact_address WHERE contact_id = ?', parameters: [id] });
