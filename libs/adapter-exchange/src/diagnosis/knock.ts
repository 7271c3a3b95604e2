import { MailError } from '@mailroom/mail-adapter';
import { httpError } from '../errors/http-error';
import { readAway } from '../transport/response-body';
import { type Patient, timeoutsOfAStep } from './patient';

export interface Door {
  /** What `WWW-Authenticate` said. */
  challenges: string | undefined;
  /** The server's time. */
  date: Date | null;
}

/** Asks without any login, so that nothing is shown to what is no mail server. @throws MailError when something else answers */
export async function knock({ server, parts, options: { signal } }: Patient): Promise<Door> {
  const { status, headers, body } = await server.transport.post({
    headers: { 'Content-Type': 'text/xml; charset=utf-8', 'User-Agent': parts.userAgent },
    body: [],
    timeouts: timeoutsOfAStep,
    repeatable: true,
    signal,
  });
  await readAway(body);
  const date = Date.parse(headers.date ?? '');
  const door = { challenges: headers['www-authenticate'], date: Number.isNaN(date) ? null : new Date(date) };
  const isXml = /\bxml\b/i.test(headers['content-type'] ?? '');
  if (status === 401 || (isXml && (status === 200 || status === 500))) return door;
  throw status === 200 ? new MailError('not-exchange') : httpError(status, headers);
}
