import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const templates = readdirSync(path.join(root, 'deploy/helm/mailroom/templates')).map((file) => `deploy/helm/mailroom/templates/${file}`);

describe('The deployment files', () => {
  it('set no variable that the CRM does not know', () => {
    const known = new Set([...read('apps/host-api/src/config/environment.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name));
    const set = ['deploy/Dockerfile', 'deploy/compose.yaml', ...templates]
      .flatMap((file) => [...read(file).matchAll(/\b(MAILROOM_[A-Z_]+|LISTENER_PORT|DATABASE_URL|REDIS_URL|METRICS_TOKEN)\b/g)])
      .map(([name]) => name);
    expect(set.length).toBeGreaterThan(8);
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it('start the programs that are built', () => {
    const started = [...read('deploy/Dockerfile').matchAll(/CMD \["node", (?:"--[^"]+", )*"(apps\/[^"]+)"\]/g)].map(
      ([, program]) => program,
    );
    const built = [...read('tools/workspace/run.mjs').matchAll(/main: '(apps\/[^']+)'/g)].map(([, program]) => program);
    expect(started.sort()).toEqual(['apps/host-api/dist/main.js', 'apps/listener/dist/main.js']);
    expect(built).toEqual(expect.arrayContaining(started));
  });

  it('use only values that the chart describes', () => {
    const described = read('deploy/helm/mailroom/values.yaml');
    const used = templates
      .flatMap((file) => [...read(file).matchAll(/(?:\.Values|\$values)\.(\w+)(?:\.(\w+))?/g)])
      .flatMap(([, section = '', name]) => [`^${section}:`, ...(name === undefined ? [] : [`^ {2}${name}:`])]);
    expect(used.length).toBeGreaterThan(8);
    expect(used.filter((line) => !new RegExp(line, 'm').test(described))).toEqual([]);
  });
});
