import type { MailroomOptions } from '../mailroom-options';
import type { Job } from './job';
import { LocalJobQueue } from './local-job-queue';

describe('jobs of a single process', () => {
  const add: Job<{ to: string }> = { name: 'add' };
  let queue: LocalJobQueue;
  beforeEach(() => {
    queue = new LocalJobQueue({ embeddedListener: true } as MailroomOptions);
    jest.spyOn(queue['logger'], 'error').mockReturnValue(undefined);
  });
  afterEach(() => queue.beforeApplicationShutdown());

  it('are done once, however often they are asked for meanwhile, and again afterwards', async () => {
    const done: string[] = [];
    let finish = (): void => undefined;
    const both = new Promise<void>((resolve) => (finish = resolve));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    queue.handle(add, async ({ to }) => {
      done.push(to);
      if (done.length === 1) await held;
      if (done.length === 2) finish();
    });
    queue.add(add, { to: 'first' }, 'a');
    queue.add(add, { to: 'the same' }, 'a');
    release();
    await new Promise(setImmediate);
    queue.add(add, { to: 'later' }, 'a');
    await both;
    expect(done).toEqual(['first', 'later']);
    expect(await queue.depth()).toBe(0);
  });

  it('that fail are tried again', async () => {
    let tries = 0;
    await new Promise<void>((resolve) => {
      queue.handle(add, () => {
        tries += 1;
        if (tries === 1) return Promise.reject(new Error('The disk is full.'));
        resolve();
        return Promise.resolve();
      });
      queue.add(add, { to: 'x' }, 'a');
    });
    expect(tries).toBe(2);
  });

  it('that come by themselves are done at the start', async () => {
    await new Promise<void>((resolve) => {
      queue.handle({ name: 'tidy', everyMs: 60_000 }, () => Promise.resolve(resolve()));
      queue.onApplicationBootstrap();
    });
  });

  it('are told when the process ends, and waited for', async () => {
    let wasTold = false;
    await new Promise<void>((started) => {
      queue.handle(add, (_, { signal }) => {
        started();
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            wasTold = true;
            resolve();
          });
        });
      });
      queue.add(add, { to: 'x' }, 'a');
    });
    await queue.beforeApplicationShutdown();
    expect(wasTold).toBe(true);
  });
});
