// The servers that the clients work with: the newest over TLS, one that binds logins to TLS, and some of the past over plain HTTP.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { launch } from './programs.mjs';

const main = path.resolve(import.meta.dirname, '../dist/main.js');
const schema = path.resolve(import.meta.dirname, '../../../../shared/data/ews/soap-ews.xsd');
const olderVersions = ['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1'];

/** Whether messages are held against Microsoft's schema; without it the clients still work. */
export const hasSchema = existsSync(schema);

/** @throws {Error} when the simulator is not built, or does not start. */
export async function startSimulators({ mail, password, superUser }) {
  if (!existsSync(main)) throw new Error('The simulator is not built: npx nx build exchange-simulator.');
  const login = `${superUser.address}:${superUser.password}`;
  const common = ['--mail', mail, '--password', password, '--super-user', login, ...(hasSchema ? ['--schema', schema] : [])];
  const [newest, guarded, ...older] = await Promise.all([
    start(common),
    start([...common, '--auth', 'ntlm', '--extended-protection', 'require']),
    ...olderVersions.map((version) => start([...common, '--http', '--server-version', version])),
  ]);
  return { newest, guarded, older };
}

/** What was held against the schema: how many messages, and what was wrong with some. */
export async function schemaReport({ newest, guarded, older }) {
  const answers = await Promise.all([newest, guarded, ...older].map(({ control }) => globalThis.fetch(`${control}/stats`)));
  const reports = await Promise.all(answers.map(async (answer) => (await answer.json()).schema));
  const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
  return { requests: sum('requests'), responses: sum('responses'), violations: reports.flatMap(({ violations }) => violations) };
}

/** What a simulator says of itself when it is ready. */
async function start(parameters) {
  const child = launch(process.execPath, [main, ...parameters]);
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit')]);
  if (typeof line !== 'string') throw new Error('A simulator did not start: see above.');
  return JSON.parse(line);
}
