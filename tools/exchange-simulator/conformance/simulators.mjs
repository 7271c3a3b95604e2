// The servers that the clients work with: the newest over TLS, one that binds logins to TLS, and some of the past over plain HTTP.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const main = path.resolve(import.meta.dirname, '../dist/main.js');
const schema = path.resolve(import.meta.dirname, '../../../../shared/data/ews/soap-ews.xsd');
const olderVersions = ['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1'];

/** Whether messages are held against Microsoft's schema; without it the clients still work. */
export const hasSchema = existsSync(schema);

/** The newest, the one with extended protection, then the older ones. @throws {Error} when the simulator is not built, or does not start. */
export async function startSimulators({ mail, password, superUser }) {
  if (!existsSync(main)) throw new Error('The simulator is not built: npx nx build exchange-simulator.');
  const login = `${superUser.address}:${superUser.password}`;
  const common = ['--mail', mail, '--password', password, '--super-user', login, ...(hasSchema ? ['--schema', schema] : [])];
  const started = await Promise.allSettled([
    start(common),
    start([...common, '--auth', 'ntlm', '--extended-protection', 'require']),
    ...olderVersions.map((version) => start([...common, '--http', '--server-version', version])),
  ]);
  const simulators = started.flatMap(({ value }) => value ?? []);
  const failure = started.find(({ status }) => status === 'rejected');
  if (failure === undefined) return simulators;
  simulators.forEach(stopSimulator);
  throw failure.reason;
}

export function stopSimulator({ process: child }) {
  child.kill();
}

/** What was held against the schema: how many messages, and what was wrong with some. */
export async function schemaReport(simulators) {
  const answers = await Promise.all(simulators.map(({ control }) => globalThis.fetch(`${control}/stats`)));
  const reports = await Promise.all(answers.map(async (answer) => (await answer.json()).schema));
  const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
  return { requests: sum('requests'), responses: sum('responses'), violations: reports.flatMap(({ violations }) => violations) };
}

async function start(parameters) {
  const child = spawn(process.execPath, [main, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit')]);
  if (typeof line !== 'string') throw new Error('A simulator did not start: see above.');
  return { process: child, ...JSON.parse(line) };
}
