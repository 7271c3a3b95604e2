import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);

describe('The repository', () => {
  it('has a lock file that installs on every platform, from any registry', () => {
    expect(() => execFileSync(process.execPath, [path.join(root, 'tools/workspace/check-lock.cjs')], { stdio: 'pipe' })).not.toThrow();
  });

  it('names no registry, which everybody has their own of', () => {
    const documents = tracked.filter((file) => /(\.(md|json|ya?ml)|\.npmrc|^\.ci\/.*)$/.test(file));
    const naming = documents.filter((file) =>
      /\/\/[\w.-]*(registry|npmjs|artifactory|nexus)[\w.-]*/i.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(naming).toEqual([]);
  });

  it('has no link in its documents that leads nowhere', () => {
    const dead = tracked
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => {
        const links = [...readFileSync(path.join(root, file), 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)];
        return links
          .map(([, link = '']) => path.posix.join(path.posix.dirname(file), link))
          .filter((target) => !exists(target))
          .map((target) => `${file} -> ${target}`);
      });
    expect(dead).toEqual([]);
  });
});

function exists(target: string): boolean {
  const directory = target.replace(/\/$/, '');
  return tracked.some((file) => file === directory || file.startsWith(`${directory}/`));
}
