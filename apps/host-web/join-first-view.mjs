// Writes the application as it is served: the scripts of its first view joined into one.
// Usage: node join-first-view.mjs   (after the bundler; see project.json)
//
// The bundler cuts wherever two pages have something in common: the first view would come in some fifty files, and a browser
// takes longer to ask for them and to link them than to run them. What starts the application stays apart, for translations
// are loaded before the first template is read.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rollup } from 'rollup';

const bundle = path.join(import.meta.dirname, 'dist/bundle');
const served = path.join(import.meta.dirname, 'dist/browser');
const { outputs } = JSON.parse(readFileSync(path.join(bundle, 'stats.json'), 'utf8'));
const page = readFileSync(path.join(bundle, 'browser/index.html'), 'utf8');

/** A signed-in user sees these at once: the application, its frame, the first page, the communication panel. */
const firstView = [
  'apps/host-web/src/app/start.ts',
  'apps/host-web/src/app/shell/shell.ts',
  'apps/host-web/src/app/contacts/contact-list.ts',
  'libs/ui/src/communication-panel/mail-panel.ts',
];

/** Compiled whole while it arrives, and not function by function when each is first called. Browsers without V8 see a comment. */
const compileHint = '//# allFunctionsCalledOnLoad';

const entries = [...page.matchAll(/<script src="([^"]+)"/g)].map(([, file]) => file);
const starting = withImports(entries);
const seenFirst = withImports(firstView.map(fileOf));

rmSync(served, { recursive: true, force: true });
const joined = await rollup({
  input: Object.fromEntries(entries.map((file) => [nameOf(file), path.join(bundle, 'browser', file)])),
  preserveEntrySignatures: false,
  // The bundler has done this.
  treeshake: false,
});
const { output } = await joined.write({
  dir: served,
  compact: true,
  hashCharacters: 'base36',
  entryFileNames: '[name]-[hash].js',
  chunkFileNames: ({ name }) => `${nameOf(name)}-[hash].js`,
  banner: ({ name }) => (name === 'first-view' ? compileHint : ''),
  manualChunks: (id) => {
    const file = path.basename(id);
    if (starting.has(file)) return entries.includes(file) ? undefined : 'start';
    return seenFirst.has(file) ? 'first-view' : undefined;
  },
});

cpSync(path.join(bundle, 'browser'), served, { recursive: true, filter: (file) => !/\.(js|html)$/.test(file) });
writeFileSync(path.join(served, 'index.html'), pageOf(output));

function pageOf(chunks) {
  const preloaded = chunks.filter(({ name }) => name === 'start' || name === 'first-view').map(({ fileName }) => fileName);
  const links = preloaded.map((file) => `<link rel="modulepreload" href="${file}">`).join('');
  const renamed = entries.reduce(
    (html, file) => {
      const chunk = chunks.find(({ isEntry, name }) => isEntry && name === nameOf(file));
      return html.replace(`src="${file}"`, `src="${chunk.fileName}"`);
    },
    page.replaceAll(/<link rel="modulepreload"[^>]*>/g, ''),
  );
  return renamed.replace('</head>', `${links}</head>`);
}

/** Without the bundler's hash and ending. */
function nameOf(file) {
  return file.replace(/-[A-Z0-9]{8}(\.js)?$/, '');
}

function fileOf(entryPoint) {
  const file = Object.keys(outputs).find((name) => name.endsWith('.js') && outputs[name].entryPoint === entryPoint);
  if (!file) throw new Error(`${entryPoint} is not loaded by itself any more: correct the list of the first view.`);
  return file;
}

/** The files, with all that they import at once. */
function withImports(starts) {
  const files = new Set(starts);
  for (const file of files) {
    for (const { kind, external, path: imported } of outputs[file].imports) {
      if (kind === 'import-statement' && !external) files.add(imported);
    }
  }
  return files;
}
