import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Email, EmailListItem, EmailListQuery, EmailStatus, Page, PageQuery, Thread } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import { AccountRepository } from '../accounts/account-repository';
import { HostBridge, type HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { MessageParser } from '../parsing/message-parser';
import { BlobMissingError, BlobStore, locationOf } from '../store/blob-store';
import type { AttachmentFile } from './attachment-file';
import { EmailContacts } from './email-contacts';
import { EmailFilters } from './email-filters';
import { emailListItem } from './email-view';
import { decodePosition, encodePosition } from './message-cursor';
import { type MessageFilter, MessageRepository } from './message-repository';
import type { MessageEntity } from './message.entity';
import { OutgoingEntity } from './outgoing.entity';
import { ReadingRights } from './reading-rights';
import { outgoingListItem } from './sending/outgoing-view';
import { failureOf } from './sending/sending-failure';

/** Reads emails for their owner, and for whom the host lets read them: for the plugin's routes and for the host's own. */
@Injectable()
export class EmailReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountRepository,
    private readonly messages: MessageRepository,
    private readonly blobs: BlobStore,
    private readonly contacts: EmailContacts,
    private readonly filters: EmailFilters,
    private readonly host: HostBridge,
    private readonly rights: ReadingRights,
    private readonly parser: MessageParser,
  ) {}

  /** Newest first. */
  async list(user: HostUser, query: EmailListQuery): Promise<Page<EmailListItem>> {
    const { accountId, contactId } = query;
    const accountIds = await (accountId === undefined ? this.accounts.idsOf(user.id) : this.rights.account(user, accountId));
    const addresses = contactId === undefined ? undefined : await this.host.addressesOfContact(user, contactId);
    const filter = await this.filters.of(accountIds, query);
    return this.page(user, accountIds, { ...filter, addresses: addresses?.map((address) => address.toLowerCase()) }, query);
  }

  /** A user's emails from or to any of the addresses, newest first: what a contact's page shows. */
  async listForAddresses(user: HostUser, addresses: readonly string[], page: PageQuery): Promise<Page<EmailListItem>> {
    const filter = { addresses: addresses.map((address) => address.toLowerCase()) };
    return this.page(user, await this.accounts.idsOf(user.id), filter, page);
  }

  async item(user: HostUser, id: string): Promise<EmailListItem> {
    const { item } = await this.open(user, id);
    const [withContacts = item] = await this.contacts.fill(user, [item]);
    return withContacts;
  }

  /** @param attachmentsUrl where the email's attachments will be asked for */
  async detail(user: HostUser, id: string, attachmentsUrl: string): Promise<Email> {
    const { item, outgoing, raw } = await this.open(user, id);
    const [withContacts = item] = await this.contacts.fill(user, [item]);
    const status: EmailStatus = outgoing?.status ?? 'received';
    const failure = outgoing?.status === 'failed' ? failureOf(outgoing) : null;
    return { ...withContacts, ...(await this.parser.content(await raw(), attachmentsUrl)), status, failure };
  }

  /** The message byte for byte. */
  async raw(user: HostUser, id: string): Promise<{ subject: string; threadId: string; bytes: Buffer }> {
    const { item, raw } = await this.open(user, id);
    return { subject: item.subject, threadId: item.threadId, bytes: await raw() };
  }

  async attachment(user: HostUser, id: string, attachment: string): Promise<AttachmentFile> {
    const { raw } = await this.open(user, id);
    const file = await this.parser.attachment(await raw(), attachment);
    if (!file) throw ProblemError.notFound('attachment');
    return file;
  }

  /** The files that came with it, each decoded; pictures inside the text are none of them. */
  async files(user: HostUser, id: string): Promise<AttachmentFile[]> {
    const { raw } = await this.open(user, id);
    return this.parser.files(await raw());
  }

  async thread(user: HostUser, id: string): Promise<Thread> {
    const messages = await this.messages.thread(await this.rights.thread(user, id), id);
    const items = await this.contacts.fill(user, messages.map(emailListItem));
    const [first] = items;
    if (!first) throw ProblemError.notFound('conversation');
    return { id, subject: first.subject, items };
  }

  private async page(
    user: HostUser,
    accountIds: readonly string[],
    filter: MessageFilter,
    { limit, cursor }: PageQuery,
  ): Promise<Page<EmailListItem>> {
    const messages = await this.messages.newest(accountIds, filter, decodePosition(cursor), limit + 1);
    const items = await this.contacts.fill(user, messages.slice(0, limit).map(emailListItem));
    const last = messages[limit - 1];
    return { items, nextCursor: messages.length > limit && last ? encodePosition(last) : null };
  }

  /** A message that came, or one on its way out; `raw` reads its bytes. */
  private async open(user: HostUser, id: string) {
    const accountIds = await this.rights.email(user, id);
    const message = await this.messages.find(accountIds, id);
    const outgoing = await this.dataSource.getRepository(OutgoingEntity).findOneBy({ id, ownerId: user.id });
    if (message) return { outgoing, item: emailListItem(message), raw: () => this.bytes(message) };
    if (!outgoing) throw ProblemError.notFound('email');
    const bytes = await this.bytes(outgoing);
    return { outgoing, item: outgoingListItem(outgoing, bytes), raw: () => Promise.resolve(bytes) };
  }

  private async bytes(stored: MessageEntity | OutgoingEntity): Promise<Buffer> {
    try {
      return await this.blobs.get(stored.accountId, locationOf(stored));
    } catch (error) {
      if (!(error instanceof BlobMissingError)) throw error;
      throw new ProblemError(503, 'email-bytes-missing', `The bytes of email ${stored.id} are not in the blob store.`, {
        remedy: 'Ask the operator whether the blob store’s folder was moved or restored without the database.',
      });
    }
  }
}
