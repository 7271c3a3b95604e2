// Lets mail clients that others wrote work with the simulator, and tells what they did.
// Usage: node tools/exchange-simulator/conformance/run.mjs, after the simulator is built.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { writeMail } from './mail.mjs';
import { endPrograms, launch } from './programs.mjs';
import { Report } from './report.mjs';
import { hasSchema, schemaReport, startSimulators } from './simulators.mjs';

/** Debian's, which sees the packages of apt-get. */
const python = '/usr/bin/python3';
const results = path.resolve(import.meta.dirname, '../../../tmp/test-results');
const logins = { password: 'secret', superUser: { address: 'service@example.test', password: 'service-secret' } };

/** Each client has a mailbox of its own, so that all can work at the same time. */
const clients = [
  { name: 'exchangelib', module: 'with_exchangelib', address: 'alice@example.test', partner: 'bob@example.test' },
  { name: 'DavMail', module: 'with_davmail', address: 'dora@example.test', partner: 'emil@example.test' },
];

const directory = mkdtempSync(path.join(tmpdir(), 'conformance-'));
const mail = path.join(directory, 'mail');
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const report = new Report((line) => console.log(line));
try {
  const mailboxes = clients.flatMap(({ address, partner }) => [address, partner]);
  writeMail(mail, mailboxes);
  const simulators = await startSimulators({ mail, ...logins });
  await Promise.all(clients.map((client) => runClient(client, simulators)));
  if (hasSchema) await tellOfSchema(simulators);
  else report.note("Not checked: validity against Microsoft's schema, which needs ../shared/data/ews beside the repository.");
} catch (error) {
  report.add({ client: 'all', step: 'come to their end', passed: false, milliseconds: 0, detail: error.message });
}
endPrograms();
report.finish();
mkdirSync(results, { recursive: true });
const { passed, failures } = report;
writeFileSync(path.join(results, 'exchange-simulator-conformance.json'), JSON.stringify({ passed, failed: failures.length, failures }));
process.exitCode = failures.length === 0 && (hasSchema || process.env.REQUIRE_SHARED_DATA !== '1') ? 0 : 1;

/** Runs a client's steps: each tells its outcome as one line of JSON. */
async function runClient({ name, module, address, partner }, { newest, guarded, older }) {
  const { url, control, ca } = newest;
  const others = { guarded: guarded.url, older: older.map((simulator) => simulator.url) };
  const world = { url, control, ca, ...others, mail, directory, address, partner, ...logins };
  const authorities = path.join(directory, `${module}.pem`);
  writeFileSync(authorities, [newest, guarded].map((simulator) => readFileSync(simulator.ca)).join('\n'));
  const child = launch(python, ['-B', '-m', module, JSON.stringify(world)], {
    cwd: path.join(import.meta.dirname, 'clients'),
    env: { ...process.env, REQUESTS_CA_BUNDLE: authorities },
  });
  const lines = createInterface(child.stdout).on('line', (line) => report.add({ client: name, ...JSON.parse(line) }));
  const [[code]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  if (code !== 0) throw new Error(`The steps of ${name} ended with ${code}.`);
}

/** An answer that does not fit the schema is the simulator's fault; a request that does not is its client's, and merely told. */
async function tellOfSchema(simulators) {
  const started = Date.now();
  const { requests, responses, violations } = await schemaReport(simulators);
  const told = (direction) => [
    ...new Set(violations.filter((each) => each.direction === direction).map(({ operation, message }) => `${operation}: ${message}`)),
  ];
  report.add({
    client: 'both',
    step: `each answer fits Microsoft's schema (${responses} answers to ${requests} requests)`,
    passed: responses > 0 && told('response').length === 0,
    milliseconds: Date.now() - started,
    detail: told('response').join('\n'),
  });
  for (const request of told('request')) report.note(`A request did not fit the schema. ${request.slice(0, 220)}`);
}
