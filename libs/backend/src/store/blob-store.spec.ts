import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Server } from '../testing/s3-server';
import type { BlobDisk } from './blob-disk';
import { BlobMissingError, BlobStore } from './blob-store';
import { FileDisk } from './file-disk';
import { S3Disk } from './s3-disk';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const texts = ['first message', 'the second', 'and a third'];

interface Place {
  disk: BlobDisk;
  /** The bytes that lie there, by key, with the prefix. */
  end(): Promise<void>;
}

async function folder(): Promise<Place> {
  const directory = mkdtempSync(join(tmpdir(), 'mailroom-blobs-'));
  return Promise.resolve({
    disk: new FileDisk(join(directory, 'not', 'there', 'yet')),
    end: () => Promise.resolve(rmSync(directory, { recursive: true, force: true })),
  });
}

let server: S3Server;
async function bucket(): Promise<Place> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test-key', AWS_SECRET_ACCESS_KEY: 'test-secret' });
  server = await S3Server.start('crm');
  const { endpoint } = server;
  const disk = await S3Disk.open({ bucket: 'crm', prefix: 'mail/raw', region: 'eu-central-1', endpoint });
  return { disk, end: () => server.stop() };
}

describe.each([
  { title: 'in a folder', open: folder },
  { title: 'in a bucket', open: bucket },
])('messages’ bytes $title', ({ open }) => {
  let place: Place;
  let store: BlobStore;
  beforeEach(async () => {
    place = await open();
    store = new BlobStore(place.disk);
  });
  afterEach(() => place.end());

  /** Stores the texts as one pack of the account. */
  async function stored(accountId: string) {
    const pack = store.newPack(accountId);
    const locations = texts.map((text) => {
      const { raw_pack, raw_offset } = pack.add(Buffer.from(text));
      return { pack: raw_pack, offset: raw_offset, size: text.length, sha256: sha256(text) };
    });
    await pack.write();
    return { pack, locations };
  }
  const read = async (accountId: string, location: Parameters<BlobStore['get']>[1]) => (await store.get(accountId, location)).toString();
  const all = async (names: AsyncIterable<string>) => {
    const found: string[] = [];
    for await (const name of names) found.push(name);
    return found.sort();
  };

  it('are found again, each by itself', async () => {
    const { locations } = await stored('anna');
    expect(await Promise.all(locations.map((location) => read('anna', location)))).toEqual(texts);
  });

  it('are believed only when they are what was stored', async () => {
    const { locations } = await stored('anna');
    const [first, , third] = locations;
    if (!first || !third) throw new Error('Three were stored.');
    for (const wrong of [
      { ...first, sha256: third.sha256 },
      { ...third, offset: 1_000 },
      { ...third, size: 500 },
      { ...first, pack: 'no-pack' },
    ])
      await expect(store.get('anna', wrong)).rejects.toThrow(BlobMissingError);
    await expect(store.get('ben', first)).rejects.toThrow(BlobMissingError);
  });

  it('can be erased, and what lies beside them stays', async () => {
    const { locations } = await stored('anna');
    const [first, second, third] = locations;
    if (!first || !second || !third) throw new Error('Three were stored.');
    await store.erase('anna', second.pack, [second]);
    await expect(store.get('anna', second)).rejects.toThrow(BlobMissingError);
    expect(await place.disk.read(`anna/${second.pack}`, second)).toEqual(Buffer.alloc(second.size));
    expect([await read('anna', first), await read('anna', third)]).toEqual([texts[0], texts[2]]);
  });

  it('go pack by pack, or with their account', async () => {
    const kept = await stored('ben');
    const packs = [await stored('anna'), await stored('anna'), await stored('anna')];
    const names = packs.map(({ locations }) => locations[0]?.pack ?? '');
    expect(await all(place.disk.packs('anna'))).toEqual([...names].sort());
    expect(await all(place.disk.owners())).toEqual(['anna', 'ben']);
    await packs[0]?.pack.discard();
    await store.removePack('anna', names[1] ?? '');
    await store.removePack('anna', names[1] ?? '');
    expect(await all(place.disk.packs('anna'))).toEqual([names[2]]);
    await store.removeAccount('anna');
    await store.removeAccount('anna');
    expect(await all(place.disk.owners())).toEqual(['ben']);
    expect(await read('ben', kept.locations[0] ?? { pack: '', offset: 0, size: 0, sha256: '' })).toBe(texts[0]);
  });

  it('are never overwritten by another pack', async () => {
    const { pack } = await stored('anna');
    await expect(pack.write()).rejects.toThrow();
  });
});

describe('a bucket', () => {
  let place: Place;
  beforeEach(async () => {
    place = await bucket();
  });
  afterEach(() => place.end());

  it('takes nothing back that another process erases at the same time', async () => {
    await place.disk.write('anna/pack', [Buffer.from('one'), Buffer.from('two')]);
    server.beforePut = () => {
      server.beforePut = () => undefined;
      server.objects.set('mail/raw/anna/pack', Buffer.from('one\0\0\0'));
    };
    await place.disk.erase('anna/pack', [{ offset: 0, size: 3 }]);
    expect(server.objects.get('mail/raw/anna/pack')).toEqual(Buffer.alloc(6));
  });

  it('is told no secret, and asked for no more bytes than are read', async () => {
    await place.disk.write('anna/pack', [Buffer.alloc(1_000)]);
    expect(await place.disk.read('anna/pack', { offset: 10, size: 20 })).toHaveLength(20);
    expect(server.requests).toEqual(['PUT mail/raw/anna/pack', 'GET mail/raw/anna/pack']);
  });
});
