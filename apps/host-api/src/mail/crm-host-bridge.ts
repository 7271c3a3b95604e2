import { type HostContact, HostBridge, type HostUser } from '@mailroom/backend';
import { Injectable } from '@nestjs/common';
import { type RequestWithCookies, SessionService } from '../auth/session-service';
import { ContactRepository } from '../contacts/contact-repository';
import { UserRepository } from '../users/user-repository';

/** What Mailroom asks this CRM about its people. */
@Injectable()
export class CrmHostBridge extends HostBridge {
  constructor(
    private readonly sessions: SessionService,
    private readonly users: UserRepository,
    private readonly contacts: ContactRepository,
  ) {
    super();
  }

  override currentUser(request: RequestWithCookies): Promise<HostUser | null> {
    return this.sessions.userOf(request);
  }

  override async mayRun({ id }: HostUser, systemOperation: string): Promise<boolean> {
    return (await this.users.find(id))?.systemOperations.includes(systemOperation) ?? false;
  }

  override async usersById(ids: readonly string[]): Promise<Map<string, HostUser>> {
    return new Map((await this.users.findMany(ids)).map((user) => [user.id, user]));
  }

  override usersByEmailDomain(domains: readonly string[]): AsyncIterable<HostUser> {
    return this.users.byEmailDomain(domains);
  }

  override contactsByEmail(_: HostUser, addresses: readonly string[]): Promise<Map<string, HostContact>> {
    return this.contacts.byAddress(addresses);
  }

  override async addressesOfContact(_: HostUser, contactId: string): Promise<string[]> {
    return (await this.contacts.find(contactId))?.emailAddresses ?? [];
  }
}
