// test-results.mjs DIRECTORY numbers|failures: adds up what count-reporter.cjs has left, for `.ci/run`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [directory, wanted] = process.argv.slice(2);
/** Enough of a failure to know it by; the whole stands where it happened. */
const longestFailure = 1500;

const projects = existsSync(directory)
  ? readdirSync(directory).map((file) => JSON.parse(readFileSync(path.join(directory, file), 'utf8')))
  : [];
const sum = (key) => projects.reduce((total, project) => total + project[key], 0);

if (wanted === 'numbers') console.log(sum('passed'), sum('failed'));
else for (const failure of projects.flatMap(({ failures }) => failures)) console.log(failure.slice(0, longestFailure));
