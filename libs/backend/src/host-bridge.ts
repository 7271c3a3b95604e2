/** A signed-in user of the host. */
export interface HostUser {
  id: string;
  email: string;
  displayName: string;
}

/** A contact of the host that an email address belongs to. */
export interface HostContact {
  id: string;
  name: string;
}

/** The host's side of the bargain: what Mailroom asks about the CRM's people. A host extends it and Nest resolves it. */
export abstract class HostBridge {
  /** Who is signed in; `null` when nobody is. @param request the HTTP framework's request */
  abstract currentUser(request: unknown): Promise<HostUser | null>;
  /** Whether the user holds the permission, such as `CanManageAdministration`. */
  abstract mayRun(user: HostUser, systemOperation: string): Promise<boolean>;
  /** These users, by id; those that are gone have no entry. At most 200 are asked for at once. */
  abstract usersById(ids: readonly string[]): Promise<Map<string, HostUser>>;
  /** Every user whose address is in one of the domains (A-labels, lower case). */
  abstract usersByEmailDomain(domains: readonly string[]): AsyncIterable<HostUser>;
  /** The contacts that the user may see, by lower-case email address. */
  abstract contactsByEmail(user: HostUser, addresses: readonly string[]): Promise<Map<string, HostContact>>;
  /**
   * Whether the user may read the emails of another user: in the lists of one account (`GET /emails?accountId=`), and one by one. Nobody
   * may unless the host says otherwise; whoever may reads only.
   */
  mayReadMailOf(_user: HostUser, _ownerId: string): Promise<boolean> {
    return Promise.resolve(false);
  }
  /** A contact's email addresses; empty when there is no such contact or the user may not see it. */
  abstract addressesOfContact(user: HostUser, contactId: string): Promise<string[]>;
}
