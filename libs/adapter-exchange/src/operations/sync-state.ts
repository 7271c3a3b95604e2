import { type Cursor, MailError } from '@mailroom/mail-adapter';
import { detached } from '../wire/detached';
import type { XmlElement } from '../wire/xml-element';

/** Where a synchronisation stands. Never empty: that would begin anew. @throws MailError `protocol-error` */
export function readSyncState(message: XmlElement): Cursor {
  const syncState = message.textOf('SyncState')?.trim();
  if (!syncState) throw new MailError('protocol-error', { message: 'The mail server did not say where the synchronisation stands.' });
  return detached(syncState);
}
