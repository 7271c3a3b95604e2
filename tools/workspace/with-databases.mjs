// Runs a command with a PostgreSQL, a MariaDB and a Redis of its own, which end with it. TEST_POSTGRES_URL, TEST_MARIADB_URL
// and TEST_REDIS_URL name servers that run already; then none is started. Usage: node tools/workspace/with-databases.mjs COMMAND [ARGUMENTS]
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const servers = [
  { variable: 'TEST_POSTGRES_URL', name: 'PostgreSQL', package: 'postgresql', user: 'postgres', start: startPostgres },
  { variable: 'TEST_MARIADB_URL', name: 'MariaDB', package: 'mariadb-server', user: 'mysql', start: startMariaDb },
  { variable: 'TEST_REDIS_URL', name: 'Redis', package: 'redis-server', user: null, start: startRedis },
];
const running = [];
const directories = [];
process.exitCode = await main(process.argv.slice(2));

async function main([command, ...args]) {
  try {
    const env = { ...process.env };
    for (const server of servers) env[server.variable] ??= await start(server);
    const child = spawn(command, args, { env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    return (await ending(child)) ?? 1;
  } catch (error) {
    console.error(error.message);
    return 1;
  } finally {
    for (const server of running) server.kill('SIGTERM');
    await Promise.all(running.map(ending));
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  }
}

/** The databases refuse to run as root, which starts them as the user that their package has made. */
async function start({ variable, name, package: debianPackage, user, start: startServer }) {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'mailroom-database-'));
  directories.push(directory);
  try {
    const identity = user !== null && process.getuid() === 0 ? identityOf(user) : {};
    if ('uid' in identity) chownSync(directory, identity.uid, identity.gid);
    const options = { cwd: directory, ...identity };
    return await startServer({
      directory,
      port: await freePort(),
      run: (program, args) => execFileSync(program, args, { ...options, stdio: 'pipe' }),
      serve: (program, args) => {
        const server = spawn(program, args, { ...options, stdio: 'ignore' });
        running.push(server);
        return server;
      },
    });
  } catch (error) {
    const advice = `Install it (Debian: apt-get install ${debianPackage}), or name one that runs by ${variable}.`;
    throw new Error(`${name} could not be started: ${error.stderr || error.message}\n${advice}`, { cause: error });
  }
}

function identityOf(user) {
  const id = (flag) => Number(execFileSync('id', [flag, user]));
  return { uid: id('-u'), gid: id('-g') };
}

async function startPostgres({ directory, port, run, serve }) {
  const debian = '/usr/lib/postgresql';
  const program = (name) => (existsSync(debian) ? path.join(debian, readdirSync(debian).at(-1), 'bin', name) : name);
  const data = path.join(directory, 'data');
  run(program('initdb'), ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync']);
  const server = serve(program('postgres'), ['-D', data, '-p', String(port), '-k', directory, '-h', '127.0.0.1', '-F']);
  await accepting(port, server);
  // It takes connections before it answers them.
  await until(() => run(program('pg_isready'), ['-h', directory, '-p', String(port)]), server);
  run(program('createdb'), ['-h', directory, '-p', String(port), '-U', 'postgres', 'test']);
  return `postgres://postgres@127.0.0.1:${port}/test`;
}

async function startMariaDb({ directory, port, run, serve }) {
  const data = path.join(directory, 'data');
  run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal']);
  const socket = path.join(directory, 'socket');
  const mariadbd = existsSync('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : 'mariadbd';
  const server = serve(mariadbd, [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
  ]);
  await accepting(port, server);
  return `mysql://root@127.0.0.1:${port}/test`;
}

async function startRedis({ port, serve }) {
  const server = serve('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--maxmemory-policy', 'noeviction']);
  await accepting(port, server);
  return `redis://127.0.0.1:${port}`;
}

/** Until the action throws no more. */
async function until(action, server) {
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function accepting(port, server) {
  while (!(await connects(port))) {
    if (server.exitCode !== null) throw new Error(`It ended with ${server.exitCode} before it took connections.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function connects(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function ending(child) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
}
