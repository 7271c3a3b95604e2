import { Injectable } from '@nestjs/common';
import type { EmailListItem } from '@mailroom/contract';
import { HostBridge, type HostUser } from '../host-bridge';

/** Links emails with the host's contacts, for the user who looks at them. */
@Injectable()
export class EmailContacts {
  constructor(private readonly host: HostBridge) {}

  /** The same items with `contactIds`: whom each is from and to. One question to the host for all. */
  async fill<Item extends EmailListItem>(user: HostUser, items: readonly Item[]): Promise<Item[]> {
    if (items.length === 0) return [];
    const contacts = await this.host.contactsByEmail(user, [...new Set(items.flatMap(addressesOf))]);
    return items.map((item) => {
      const ids = addressesOf(item).flatMap((address) => contacts.get(address)?.id ?? []);
      return { ...item, contactIds: [...new Set(ids)] };
    });
  }
}

function addressesOf({ from, to }: EmailListItem): string[] {
  return [from, ...to].map(({ address }) => address.toLowerCase()).filter((address) => address !== '');
}
