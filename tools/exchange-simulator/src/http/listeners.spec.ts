import { connect, type Socket } from 'node:net';
import { Listeners } from './listeners';

describe('a server that waits no longer than it has to', () => {
  let listeners: Listeners;
  let socket: Socket;

  const open = async (patience: { headers: number; idle: number }): Promise<void> => {
    listeners = await Listeners.open({ port: 0, patience: { ...patience, request: 60_000 } }, (_request, response) => response.end());
    socket = connect(listeners.port, '127.0.0.1');
  };
  const received = async (): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  afterEach(() => listeners.close());

  it('gives up a request whose header does not end (RFC 9110, 15.5.9)', async () => {
    await open({ headers: 20, idle: 60_000 });
    socket.write('POST / HTTP/1.1\r\nHost: ');
    expect(await received()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('closes a connection on which nothing comes any more', async () => {
    await open({ headers: 60_000, idle: 20 });
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await received()).toMatch(/^HTTP\/1\.1 200 /);
  });
});
