import { MailError } from '@mailroom/mail-adapter';
import { postSignedIn } from '../client/authorization';
import type { EwsClient } from '../client/ews-client';
import { httpError } from '../errors/http-error';
import { readAway } from '../transport/response-body';
import { readDocument } from './document';
import { userSettingsRequest } from './messages';

/** Beside Exchange Web Services, on the same server. */
const servicePath = '/autodiscover/autodiscover.svc';

const timeouts = { connect: 5_000, firstByte: 30_000, idle: 10_000, total: 60_000 };

/**
 * Where mailboxes live, by address in lower case: those with the same answer can share a connection for notifications. Who is
 * not known to the server is left out.
 * @param addresses at most 100
 * @throws MailError
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
 */
export async function groupingInformation(
  client: EwsClient,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const settings = ['GroupingInformation', 'ExternalEwsUrl'];
  const { status, headers, body } = await postSignedIn(client.server.transport, client.target.credentials, {
    path: servicePath,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' },
    body: [Buffer.from(userSettingsRequest(new URL(`https://localhost${servicePath}`), addresses, settings))],
    timeouts,
    repeatable: true,
    signal,
  });
  if (status !== 200) {
    await readAway(body);
    throw httpError(status, headers);
  }
  const document = await readDocument(body);
  const users = document.at('Body', 'GetUserSettingsResponseMessage', 'Response', 'UserResponses')?.children ?? [];
  if (users.length !== addresses.length) throw new MailError('not-exchange');
  const locations = new Map<string, string>();
  // Answers come in the order of what was asked (MS-OXWSADISC 3.1.4.1.3.1).
  for (const [index, user] of users.entries()) {
    const values = (user.child('UserSettings')?.children ?? []).map((setting) => [setting.textOf('Name'), setting.textOf('Value')]);
    const valueOf = (name: string): string => values.find(([known]) => known?.trim() === name)?.[1]?.trim() ?? '';
    const location = settings.map(valueOf).join(' ');
    if (location.trim() !== '') locations.set((addresses[index] ?? '').toLowerCase(), location);
  }
  return locations;
}
