import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Measurement } from './measurement';
import type { WorkerTask } from './worker';

/** Debian's; another interpreter first on the path need not have its packages. */
const python = '/usr/bin/python3';

export function hasExchangelib(): boolean {
  return spawnSync(python, ['-c', 'import exchangelib']).status === 0;
}

/** What people script Exchange with: changes of the inbox listed, then fetched with their MIME in batches; nothing stored. */
export async function readByExchangelib({ url, mailbox, password }: WorkerTask): Promise<Measurement> {
  const script = path.join(__dirname, '..', 'src', 'workers', 'exchangelib_reader.py');
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ url, mailbox, password }));
  let answer = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) answer += chunk as string;
  return JSON.parse(answer) as Measurement;
}
