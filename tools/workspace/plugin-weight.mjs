// What the plugin adds to a host's initial bundle, measured on the built reference CRM, and refused above the limit.
// Usage: node tools/workspace/plugin-weight.mjs   (after `nx build host-web`)
//
// Initial is what the browser loads before it shows the first page: the entry, the application and its shell, with all that
// they import statically. Of that the plugin's is what nothing else in the application would bring along: its own code, and
// the packages that are reached through it alone. A module's share of a compressed file is its share of the file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 60 * 1024;
const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'apps/host-web/dist/bundle');
const { inputs, outputs } = JSON.parse(readFileSync(path.join(dist, 'stats.json'), 'utf8'));

/** What is loaded at once: the rest of the host's pages, as the plugin's, are loaded when somebody goes there. */
const firstScreen = ['apps/host-web/src/main.ts', 'apps/host-web/src/app/start.ts', 'apps/host-web/src/app/shell/shell.ts'];
const isPlugins = (input) => /^libs\/(ui|contract)\//.test(input);

const withoutPlugin = reached(firstScreen, (input) => importsOf(input).filter((imported) => !isPlugins(imported)));
const initialFiles = reached(
  Object.keys(outputs).filter((file) => firstScreen.some((input) => outputs[file].entryPoint === input)),
  (file) => (outputs[file]?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map((imported) => imported.path),
);

const shares = new Map();
for (const file of initialFiles) {
  if (!file.endsWith('.js')) continue;
  const content = readFileSync(path.join(dist, 'browser', file));
  const ratio = gzipSync(content).length / content.length;
  for (const [input, { bytesInOutput }] of Object.entries(outputs[file].inputs)) {
    if (bytesInOutput > 0 && !withoutPlugin.has(input)) shares.set(input, (shares.get(input) ?? 0) + bytesInOutput * ratio);
  }
}

const total = [...shares.values()].reduce((sum, bytes) => sum + bytes, 0);
const heaviest = [...shares].sort(([, a], [, b]) => b - a).slice(0, 12);
console.log(`The plugin adds ${kilobytes(total)} KB (gzip) to the host's initial bundle; at most ${kilobytes(limit)} KB are allowed.`);
for (const [input, bytes] of heaviest) console.log(`${kilobytes(bytes).padStart(8)}  ${input.replace(/^.*node_modules\//, '')}`);
if (shares.size === 0 || initialFiles.size < firstScreen.length)
  fail('Nothing was measured: apps/host-web/dist/bundle/stats.json does not belong to this build.');
if (total > limit) fail('Too much: load what is not needed for the first page when it is.');

function importsOf(input) {
  return (inputs[input]?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map((imported) => imported.path);
}

function reached(starts, next) {
  const found = new Set(starts);
  for (const each of found) for (const other of next(each)) found.add(other);
  return found;
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
