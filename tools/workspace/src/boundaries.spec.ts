import { execFileSync } from 'node:child_process';
import path from 'node:path';

const rule = '@nx/enforce-module-boundaries';

/** A file that exists, since typed linting knows no others, and what it must not import. */
const forbidden = [
  ['libs/contract/src/index.ts', '@nestjs/common'],
  ['libs/contract/src/index.ts', '@angular/core'],
  ['libs/contract/src/index.ts', '@mailroom/mail-adapter'],
  ['libs/mail-adapter/src/index.ts', '@mailroom/backend'],
  ['libs/mime/src/index.ts', '@mailroom/contract'],
  ['libs/adapter-exchange/src/index.ts', '@mailroom/backend'],
  ['libs/backend/src/index.ts', '@mailroom/adapter-exchange'],
  ['libs/backend/src/index.ts', '@mailroom/ui'],
  ['libs/backend/src/index.ts', '@angular/core'],
  ['libs/ui/src/index.ts', '@mailroom/backend'],
  ['libs/ui/src/index.ts', '@mailroom/mail-adapter'],
  ['libs/ui/src/index.ts', 'typeorm'],
  ['apps/host-web/src/main.ts', 'typeorm'],
  ['apps/host-web/src/main.ts', '@mailroom/backend'],
  ['tools/exchange-simulator/src/index.ts', '@mailroom/adapter-exchange'],
] as const;

const allowed = [
  ['libs/backend/src/index.ts', '@mailroom/mail-adapter'],
  ['libs/backend/src/index.ts', '@mailroom/mime'],
  ['libs/adapter-exchange/src/index.ts', '@mailroom/contract'],
  ['libs/ui/src/index.ts', '@mailroom/contract'],
  ['libs/ui/src/index.ts', '@angular/core'],
  ['apps/host-web/src/main.ts', '@mailroom/ui'],
] as const;

let broken: string[][] = [];

beforeAll(() => {
  const input = [...forbidden, ...allowed].map(([file, module]) => ({ file, code: `import '${module}';` }));
  const output = execFileSync(process.execPath, [path.resolve(__dirname, '../lint-imports.mjs')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  });
  broken = JSON.parse(output) as string[][];
}, 180_000);

describe('Who may import whom', () => {
  it.each(forbidden.map((pair, index) => [...pair, index] as const))('%s may not import %s', (_file, _module, index) => {
    expect(broken[index]).toContain(rule);
  });

  it.each(allowed.map((pair, index) => [...pair, forbidden.length + index] as const))('%s may import %s', (_file, _module, index) => {
    expect(broken[index]).toEqual([]);
  });
});
