import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../store/id';
import { BlobStore } from '../store/blob-store';
import { FileDisk } from '../store/file-disk';
import { BatchBytes } from './batch-bytes';
import { prepareMessage, type PreparedMessage } from './prepared-message';

const message = (subject: string): PreparedMessage =>
  prepareMessage({ remoteId: subject, revision: '1', size: 0 }, Buffer.from(`Subject: ${subject}\r\n\r\n`), {
    isRead: false,
    receivedAt: null,
  });

describe('the bytes of a batch', () => {
  const accountId = newId();
  const [one, two] = [message('one'), message('two')];
  let directory: string;
  let disk: FileDisk;
  let blobs: BlobStore;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mailroom-batch-'));
    disk = new FileDisk(directory);
    blobs = new BlobStore(disk);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const packs = async (): Promise<string[]> => {
    const names: string[] = [];
    for await (const owner of disk.owners()) for await (const name of disk.packs(owner)) names.push(name);
    return names;
  };
  const stored = ({ rawSha256: sha256, raw }: PreparedMessage, { raw_pack, raw_offset }: { raw_pack: string; raw_offset: number }) =>
    blobs.get(accountId, { pack: raw_pack, offset: raw_offset, size: raw.length, sha256 });

  it('are written before it is known which are needed, once where all are', async () => {
    const bytes = new BatchBytes(blobs, accountId).keep([one, two]);
    await bytes.written();
    await bytes.keepOnly([one, two]);
    await bytes.written();
    expect(await packs()).toEqual([bytes.placeOf(one).raw_pack]);
    expect(await stored(two, bytes.placeOf(two))).toEqual(two.raw);
  });

  it('leave nothing that nobody names', async () => {
    const bytes = new BatchBytes(blobs, accountId).keep([one, two]);
    await bytes.keepOnly([two]);
    await bytes.written();
    const { raw_pack, raw_offset } = bytes.placeOf(two);
    expect(raw_offset).toBe(0);
    expect(await packs()).toEqual([raw_pack]);
    expect(await stored(two, bytes.placeOf(two))).toEqual(two.raw);
    expect(() => bytes.placeOf(one)).toThrow();
    await bytes.keepOnly([]);
    expect(await packs()).toEqual([]);
  });

  it('fail the batch, and nobody before, when they cannot be written', async () => {
    jest.spyOn(disk, 'write').mockRejectedValueOnce(new Error('disk full'));
    const bytes = new BatchBytes(blobs, accountId).keep([one]);
    await new Promise(setImmediate);
    await expect(bytes.written()).rejects.toThrow('disk full');
    await bytes.discard();
    await expect(bytes.written()).resolves.toBeUndefined();
  });
});
