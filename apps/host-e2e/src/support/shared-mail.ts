import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const folder = path.resolve(__dirname, '../../../../../shared/data/mail');

export interface SharedMail {
  unpack(): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Real mail that is not part of this repository. Where it is absent the tests that need it say so and do not run;
 * with `REQUIRE_SHARED_DATA=1`, as continuous integration sets it, its absence is a failure.
 */
export function sharedMail(name: 'normal' | 'malformed' | 'spam'): SharedMail | null {
  const archive = path.join(folder, `${name}.tar.xz`);
  if (!existsSync(archive)) {
    if (process.env['REQUIRE_SHARED_DATA'] === '1') throw new Error(`${archive} is required and absent.`);
    console.warn(`Not run: tests on real mail, since ${archive} is absent.`);
    return null;
  }
  let directory: string | null = null;
  return {
    async unpack() {
      directory = await mkdtemp(path.join(os.tmpdir(), 'mailroom-corpus-'));
      execFileSync('tar', ['-xJf', archive, '-C', directory]);
      return directory;
    },
    async remove() {
      if (directory !== null) await rm(directory, { recursive: true, force: true });
    },
  };
}
