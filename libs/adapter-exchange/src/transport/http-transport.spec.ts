import { createServer, type AddressInfo, type Server } from 'node:net';
import { constants, gzipSync } from 'node:zlib';
import { MailError, type NetworkPolicy } from '@mailroom/mail-adapter';
import { makeIdentity } from '../testing/certificates';
import { type Identity, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { HttpTransport, type HttpRequest } from './http-transport';
import { readAway } from './response-body';

const loopback: NetworkPolicy = { resolve: () => Promise.resolve({ address: '127.0.0.1', family: 4 }), allowsPlainHttp: () => true };
const quick = { connect: 200, firstByte: 200, idle: 200, total: 400 };
const patient = { connect: 5_000, firstByte: 5_000, idle: 5_000, total: 5_000 };

async function post(network: NetworkPolicy, address: string, options: Partial<HttpRequest> & { ca?: string } = {}): Promise<string> {
  const transport = new HttpTransport(network, { address, version: null, trustedCertificate: options.ca ?? null });
  try {
    const request = {
      headers: {},
      body: [Buffer.from('ask')],
      timeouts: patient,
      repeatable: true,
      signal: undefined,
    };
    const { body } = await transport.post({ ...request, ...options });
    const parts: Buffer[] = [];
    for await (const part of body) parts.push(part);
    return Buffer.concat(parts).toString();
  } finally {
    transport.close();
  }
}

describe('connecting', () => {
  const opened: (ScriptedServer | Server)[] = [];
  afterEach(async () => {
    for (const server of opened.splice(0))
      await new Promise<void>((resolve) => void Promise.resolve(server.close(() => undefined)).then(() => resolve()));
  });

  async function serve(
    identity?: Identity,
    answered: Parameters<typeof startScriptedServer>[0] = () => ({ chunks: ['well'] }),
  ): Promise<ScriptedServer> {
    const server = await startScriptedServer(answered, identity);
    opened.push(server);
    return server;
  }

  it('trusts a server by the provider’s own authority, under its name', async () => {
    const identity = await makeIdentity(['mail.example.com']);
    const { port, requests } = await serve(identity);
    await expect(post(loopback, `mail.example.com:${port}`, { ca: identity.ca })).resolves.toBe('well');
    expect(requests[0]?.headers.host).toBe(`mail.example.com:${port}`);
  });

  it('trusts a server that is named by its IP address', async () => {
    const identity = await makeIdentity(['127.0.0.1']);
    const { port } = await serve(identity);
    await expect(post(loopback, `127.0.0.1:${port}`, { ca: identity.ca })).resolves.toBe('well');
  });

  it.each([
    ['from an unknown authority', ['mail.example.com'], {}, false, 'tls-untrusted'],
    ['for another name', ['other.example.com'], {}, true, 'tls-name-mismatch'],
    ['that is expired', ['mail.example.com'], { expired: true }, true, 'tls-expired'],
  ])('refuses a certificate %s', async (_, names, validity, trusted, code) => {
    const identity = await makeIdentity(names, validity);
    const { port, requests } = await serve(identity);
    await expect(post(loopback, `mail.example.com:${port}`, trusted ? { ca: identity.ca } : {})).rejects.toMatchObject({ code });
    expect(requests).toEqual([]);
  });

  it('says so when the port speaks no TLS, or a certificate of the provider is none', async () => {
    const { port } = await serve();
    await expect(post(loopback, `mail.example.com:${port}`)).rejects.toMatchObject({ code: 'tls-failed' });
    await expect(post(loopback, `mail.example.com:${port}`, { ca: 'no certificate' })).rejects.toMatchObject({ code: 'tls-untrusted' });
  });

  it('connects to the address that the network policy gave, and to nothing that it refuses', async () => {
    const { port } = await serve();
    const forbidden = new MailError('network-forbidden');
    await expect(post({ ...loopback, resolve: () => Promise.reject(forbidden) }, `http://localhost:${port}`)).rejects.toBe(forbidden);
    await expect(post({ ...loopback, allowsPlainHttp: () => false }, `http://localhost:${port}`)).rejects.toMatchObject({
      code: 'network-forbidden',
    });
    await expect(post(loopback, `http://no-such-name.invalid:${port}`)).resolves.toBe('well');
  });

  it('says that nothing accepts connections', async () => {
    const { port, close } = await startScriptedServer(() => ({ chunks: [] }));
    await close();
    await expect(post(loopback, `http://localhost:${port}`)).rejects.toMatchObject({ code: 'connection-refused' });
  });

  it.each([
    ['its name', { ...loopback, resolve: () => new Promise<never>(() => undefined) }, { chunks: [] }, /a connection/],
    ['an answer', loopback, null, /an answer/],
    ['the rest of one', loopback, { chunks: ['so far'], hangs: true }, /the rest/],
  ])('does not wait for %s for ever', async (_, network, answered, message) => {
    const { port } = await serve(undefined, () => answered ?? new Promise(() => undefined));
    const failure: unknown = await post(network, `http://localhost:${port}`, { timeouts: quick }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'timeout', message: expect.stringMatching(message) as string });
  });

  it('does not wait for TLS for ever', async () => {
    const silent = createServer(() => undefined);
    opened.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const cancellation = new AbortController();
    silent.on('connection', (socket) => cancellation.signal.addEventListener('abort', () => socket.destroy()));
    await expect(post(loopback, `localhost:${port}`, { timeouts: quick })).rejects.toMatchObject({ code: 'timeout' });
    cancellation.abort();
  });

  describe('and answered in compressed form', () => {
    const gzip = { headers: { 'Content-Encoding': 'gzip' } };

    it('reads each piece as soon as it is there', async () => {
      const unfinished = gzipSync('first', { finishFlush: constants.Z_SYNC_FLUSH });
      const { port } = await serve(undefined, () => ({ ...gzip, chunks: [unfinished], hangs: true }));
      const transport = new HttpTransport(loopback, { address: `http://localhost:${port}`, version: null, trustedCertificate: null });
      const request = { headers: {}, body: [], timeouts: patient, repeatable: true, signal: undefined };
      for await (const piece of (await transport.post(request)).body) {
        expect(piece.toString()).toBe('first');
        break;
      }
      transport.close();
    });

    it('is handed over in pieces, however much larger it is than it was sent', async () => {
      const { port } = await serve(undefined, () => ({ ...gzip, chunks: [gzipSync(Buffer.alloc(50_000_000))] }));
      const transport = new HttpTransport(loopback, { address: `http://localhost:${port}`, version: null, trustedCertificate: null });
      const request = { headers: {}, body: [], timeouts: patient, repeatable: true, signal: undefined };
      let pieces = 0;
      for await (const piece of (await transport.post(request)).body) {
        expect(piece.length).toBeLessThanOrEqual(65_536);
        if (++pieces === 100) break;
      }
      transport.close();
    });

    it.each([
      ['is damaged', Buffer.concat([gzipSync('well').subarray(0, 12), Buffer.from('nonsense')])],
      ['breaks off', gzipSync('well').subarray(0, -6)],
      ['is not compressed at all', Buffer.from('well')],
    ])('says so when it %s', async (_, body) => {
      const { port } = await serve(undefined, () => ({ ...gzip, chunks: [body] }));
      await expect(post(loopback, `http://localhost:${port}`)).rejects.toMatchObject({ code: 'protocol-error' });
    });
  });

  it('is cancelled at any moment, for the reason given', async () => {
    const { port } = await serve(undefined, () => ({ chunks: ['so far'], hangs: true }));
    const reason = new Error('enough');
    const cancellation = new AbortController();
    const waiting = post({ ...loopback, resolve: () => new Promise<never>(() => undefined) }, 'x', { signal: cancellation.signal });
    const reading = post(loopback, `http://localhost:${port}`, { signal: cancellation.signal });
    cancellation.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('opens a connection for what hangs that carries nothing else, and is kept like the others', async () => {
    const { port, requests } = await serve();
    const transport = new HttpTransport(loopback, { address: `http://localhost:${port}`, version: null, trustedCertificate: null });
    for (const hangs of [undefined, true, undefined, true] as const) {
      const request = { headers: {}, body: [], timeouts: patient, repeatable: true, signal: undefined, hangs };
      await readAway((await transport.post(request)).body);
    }
    expect(requests.map(({ connection }) => connection)).toEqual([0, 1, 0, 1]);
    transport.close();
  });

  it('asks again when the server closed a connection that was kept, but never what must not happen twice', async () => {
    const sockets = new Set<number | undefined>();
    const breaking = createServer((socket) => {
      let asked = 0;
      sockets.add(socket.remotePort);
      socket.on('error', () => undefined);
      socket.on('data', () => {
        if (asked++ > 0) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell');
      });
    });
    opened.push(breaking);
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
    const { port } = breaking.address() as AddressInfo;
    const transport = new HttpTransport(loopback, { address: `http://localhost:${port}`, version: null, trustedCertificate: null });
    const ask = async (repeatable: boolean): Promise<void> => {
      const { body } = await transport.post({
        headers: {},
        body: [Buffer.from('ask')],
        timeouts: patient,
        repeatable,
        signal: undefined,
      });
      for await (const part of body) expect(part.toString()).toBe('well');
    };
    await ask(true);
    await ask(true);
    expect(sockets.size).toBe(2);
    await expect(ask(false)).rejects.toMatchObject({ code: 'connection-lost' });
    expect(sockets.size).toBe(2);
    transport.close();
  });
});
