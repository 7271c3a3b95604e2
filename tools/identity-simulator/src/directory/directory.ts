import { createHash } from 'node:crypto';
import { type UserOptions, defaultPassword } from '../options';

/** A person of the directory. */
export interface User {
  /** User principal name, and the address of the mailbox; lower case. */
  readonly address: string;
  readonly password: string;
  /** The directory's id of the user, the same in every run. */
  readonly objectId: string;
}

/** Who can sign in, and what they have agreed to. */
export class Directory {
  private readonly users = new Map<string, User>();
  /** Grant ids by user and application: whoever agreed once is not asked again. */
  private readonly consents = new Map<string, string>();
  /** Object ids of people who must sign in again before their refresh tokens are good for anything. */
  private readonly interactionRequired = new Set<string>();

  constructor(readonly tenant: string) {}

  put({ address, password = defaultPassword }: UserOptions): User {
    const key = address.toLowerCase();
    const user = { address: key, password, objectId: objectIdOf(key) };
    this.users.set(key, user);
    return user;
  }

  remove(address: string): void {
    this.users.delete(address.toLowerCase());
  }

  find(address: string): User | undefined {
    return this.users.get(address.trim().toLowerCase());
  }

  byObjectId(objectId: string): User | undefined {
    return [...this.users.values()].find((user) => user.objectId === objectId);
  }

  /** Whether a path's first segment names this directory: by its id, a domain of its people, or as "whichever is theirs". */
  isNamed(name: string): boolean {
    if ([this.tenant, 'common', 'organizations'].includes(name)) return true;
    return [...this.users.keys()].some((address) => address.endsWith(`@${name.toLowerCase()}`));
  }

  consentOf(objectId: string, clientId: string): string | undefined {
    return this.consents.get(`${objectId} ${clientId}`);
  }

  rememberConsent(objectId: string, clientId: string, grantId: string): void {
    this.consents.set(`${objectId} ${clientId}`, grantId);
  }

  requireInteraction(user: User): void {
    this.interactionRequired.add(user.objectId);
  }

  hasSignedIn(user: User): void {
    this.interactionRequired.delete(user.objectId);
  }

  mustInteract(objectId: string): boolean {
    return this.interactionRequired.has(objectId);
  }

  clear(): void {
    this.users.clear();
    this.consents.clear();
    this.interactionRequired.clear();
  }
}

function objectIdOf(address: string): string {
  const digest = createHash('sha256').update(address).digest('hex');
  return [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}
