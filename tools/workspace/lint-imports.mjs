// Lints one line of code as if it were the whole text of an existing file, for each `{file, code}` of the JSON array on
// standard input, with the workspace's real configuration. Prints the rules that each broke, as a JSON array of arrays.
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../..');
process.chdir(root);
// The boundary rule reads the cached graph and passes over everything when there is none.
await createProjectGraphAsync();
const eslint = new ESLint({ cwd: root });
const broken = [];
for (const { file, code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: path.join(root, file) });
  broken.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(broken));
