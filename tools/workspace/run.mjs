// Builds what a program needs (through Nx's cache) and becomes that program, so that there is one process to signal.
// Usage: node tools/workspace/run.mjs start|listener|simulator|bench|rotate-keys [arguments of the program]
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const [name, ...args] = process.argv.slice(2);

const programs = {
  start: { projects: ['host-api', 'host-web', 'exchange-simulator', 'demo'], main: 'tools/demo/dist/main.js' },
  'start --empty': { projects: ['host-api', 'host-web'], main: 'apps/host-api/dist/main.js' },
  listener: { projects: ['listener'], main: 'apps/listener/dist/main.js' },
  simulator: { projects: ['exchange-simulator'], main: 'tools/exchange-simulator/dist/main.js' },
  bench: { projects: ['bench'], main: 'tools/bench/dist/main.js' },
  'rotate-keys': { projects: ['host-api'], main: 'apps/host-api/dist/rotate-keys.js' },
};
const program = programs[name === 'start' && args.includes('--empty') ? 'start --empty' : name];
if (!program) fail(`There is no program “${name ?? ''}”: choose start, listener, simulator, bench or rotate-keys.`);

await build(program.projects);
const main = path.join(root, program.main);
process.argv = [process.argv[0], main, ...args.filter((arg) => arg !== '--empty')];
createRequire(main)(main);

/** Standard output belongs to the program: Nx's own is shown on the error channel, and only when a build fails. */
async function build(projects) {
  const notice = setTimeout(() => console.error('Building. The first time takes a few minutes; later starts take seconds.'), 6_000);
  const nx = spawn(
    process.execPath,
    [path.join(root, 'node_modules/nx/dist/bin/nx.js'), 'run-many', '-t', 'build', '-p', projects.join()],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let isStopping = false;
  const stop = (signal) => {
    isStopping = true;
    nx.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  const output = [];
  for (const stream of [nx.stdout, nx.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => nx.on('close', resolve));
  clearTimeout(notice);
  for (const each of signals) process.off(each, stop);
  if (isStopping) process.exit(1);
  if (code !== 0) fail(`${Buffer.concat(output)}\nThe build of ${projects.join(', ')} failed: see above.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
