// Writes the page with links to all scripts of its first view.
// Usage: node preload-first-view.mjs   (after the bundler; see project.json)
//
// What is loaded lazily names its own parts only once it has come, and each of these may name more: the browser would wait
// for the server several times while its processor rests. Fetched and compiled ahead they are not run: translations are
// loaded before the first template is read.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const dist = path.join(import.meta.dirname, 'dist');
const { outputs } = JSON.parse(readFileSync(path.join(dist, 'stats.json'), 'utf8'));

/** A signed-in user sees these at once: the application, its frame, the first page, the communication panel. */
const firstView = [
  'apps/host-web/src/app/start.ts',
  'apps/host-web/src/app/shell/shell.ts',
  'apps/host-web/src/app/contacts/contact-list.ts',
  'libs/ui/src/communication-panel/mail-panel.ts',
];

const files = new Set(firstView.map(fileOf));
for (const file of files) for (const imported of staticImports(file)) files.add(imported);

const page = readFileSync(path.join(dist, 'browser/bundle.html'), 'utf8');
const links = [...files].filter((file) => !page.includes(`"${file}"`)).map((file) => `<link rel="modulepreload" href="${file}">`);
writeFileSync(path.join(dist, 'browser/index.html'), page.replace('</head>', `${links.join('')}</head>`));
console.log(`The page names ${links.length} more files of its first view.`);

function fileOf(entryPoint) {
  const file = Object.keys(outputs).find((name) => name.endsWith('.js') && outputs[name].entryPoint === entryPoint);
  if (!file) throw new Error(`${entryPoint} is not loaded by itself any more: correct the list of the first view.`);
  return file;
}

function staticImports(file) {
  return outputs[file].imports.filter(({ kind, external }) => kind === 'import-statement' && !external).map((imported) => imported.path);
}
