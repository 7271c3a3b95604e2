import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoundedWorker, TooCostlyError } from './bounded-worker';

/** A script that does what its task's name says. */
const script = `
const { parentPort } = require('node:worker_threads');
const tasks = {
  length: (bytes, ...rest) => [bytes.length, ...rest],
  loop: () => { for (;;); },
  hoard: () => { const all = []; for (;;) all.push(new Array(10_000).fill(Math.random())); },
  fail: () => { throw new Error('No such luck.'); },
};
parentPort.on('message', ({ task, bytes, rest }) => {
  try { parentPort.postMessage({ result: tasks[task](bytes, ...rest) }); }
  catch (error) { parentPort.postMessage({ failure: error.message }); }
});`;

describe('a bounded worker', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mailroom-worker-'));
  const path = join(directory, 'script.cjs');
  writeFileSync(path, script);
  const worker = new BoundedWorker(path, { milliseconds: 5_000, megabytes: 64 });
  const hasty = new BoundedWorker(path, { milliseconds: 100, megabytes: 64 });
  afterAll(async () => {
    await Promise.all([worker.close(), hasty.close()]);
    rmSync(directory, { recursive: true });
  });

  it('gives results in the order of the tasks, and leaves the bytes whole', async () => {
    const bytes = Buffer.from('four');
    expect(await Promise.all([worker.run('length', bytes, 1), worker.run('length', Buffer.alloc(9), 2)])).toEqual([
      [4, 1],
      [9, 2],
    ]);
    expect(bytes.toString()).toBe('four');
  });

  it('gives up what takes too long, and goes on with the next', async () => {
    await expect(hasty.run('loop', Buffer.alloc(1))).rejects.toThrow(new TooCostlyError('It was not read within 0.1 s.'));
    expect(await worker.run('length', Buffer.alloc(2))).toEqual([2]);
  });

  it('gives up what takes too much memory, and goes on with the next', async () => {
    await expect(worker.run('hoard', Buffer.alloc(1))).rejects.toThrow(TooCostlyError);
    expect(await worker.run('length', Buffer.alloc(3))).toEqual([3]);
  });

  it('tells of a failure as one', async () => {
    await expect(worker.run('fail', Buffer.alloc(1))).rejects.toThrow('No such luck.');
  });
});
