/** The security identifier (MS-DTYP 2.4.2.1) of a mailbox's account, made from the part of its ids that is its own. */
export function securityIdentifier(mailboxKey: string): string {
  const bytes = Buffer.from(mailboxKey, 'base64');
  return `S-1-5-21-${[0, 4, 8, 12].map((offset) => bytes.readUInt32LE(offset)).join('-')}`;
}
