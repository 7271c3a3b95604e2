import { connect as connectPlain, type Socket } from 'node:net';
import { connect, type ConnectionOptions, TLSSocket } from 'node:tls';
import { MailError } from '@mailroom/mail-adapter';
import { networkError } from '../transport/network-error';
import { trustOf } from '../transport/server-trust';
import { type Patient, timeoutsOfAStep } from './patient';
import { passed, type Verdict, verdict } from './verdict';

/** Whether the port answers, by TLS with a certificate that can be trusted under this name. @throws MailError */
export async function tls({ parts, endpoint, target, options: { signal } }: Patient): Promise<Verdict> {
  const { address, family } = await parts.network.resolve(endpoint.host);
  const { port, secure, serverName } = endpoint;
  if (!secure && !parts.network.allowsPlainHttp(address)) {
    throw new MailError('network-forbidden', { message: 'Plain HTTP would show the password to the network. Use https.' });
  }
  const connection: ConnectionOptions = { host: address, port, servername: serverName ?? '', ...(secure && trustOf(target.server)) };
  const open = (): Socket => {
    if (!secure) return connectPlain({ host: address, port, family });
    // Without a name to ask for, the certificate must be for the address.
    return connect(connection);
  };
  const socket = await connected(open, secure ? 'secureConnect' : 'connect', signal).catch((error: unknown) => {
    throw explained(error, endpoint.host);
  });
  try {
    if (!(socket instanceof TLSSocket)) return verdict('passed', 'plain-http');
    const until = socket.getPeerX509Certificate()?.validTo;
    return passed(
      `${socket.getProtocol() ?? 'TLS'}${until === undefined ? '' : `, with a certificate that is valid until ${day(until)}`}.`,
    );
  } finally {
    socket.destroy();
  }
}

function connected(open: () => Socket, event: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = open();
    const giveUp = (): void => void socket.destroy(new MailError('timeout', { message: waited }));
    const timer = setTimeout(giveUp, timeoutsOfAStep.connect);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once(event, () => resolve(socket));
    // Stays: a socket that is ended may report here too.
    socket.on('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      reject(new MailError('connection-lost'));
    });
  });
}

const waited = `The mail server did not accept a connection within ${timeoutsOfAStep.connect / 1_000} s.`;

/** The certificate's own names and dates, where they are what is wrong. */
function explained(cause: unknown, host: string): MailError {
  const error = networkError(cause);
  const names = (cause as { cert?: { subjectaltname?: unknown } }).cert?.subjectaltname;
  if (error.code !== 'tls-name-mismatch' || typeof names !== 'string') return error;
  const listed = names
    .split(', ')
    .map((name) => name.replace(/^\w[\w ]*:/, '').replace(/[^\w.*:-]/g, ''))
    .slice(0, 10)
    .join(', ');
  return new MailError(error.code, { message: `The certificate is not for ${host}, but for ${listed}.`, cause });
}

function day(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
