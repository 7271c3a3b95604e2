/// <reference types="jest" />
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { type SimulatorOptions } from '../options';
import { type InvalidMessage, type SchemaReport } from '../schema/schema-guard';
import { type RunningSimulator, startSimulator as start } from '../simulator';

const workspace = resolve(__dirname, '../../../..');

/** Microsoft's schema, beside the repository; undefined where it is not at hand. */
export const schemaFile = [join(workspace, '../shared/data/ews/soap-ews.xsd')].find((file) => existsSync(file));

const simulators: RunningSimulator[] = [];
const deliberate = new Set<InvalidMessage>();

/**
 * Starts a simulator that checks every request and every answer against Microsoft's schema, where that is at hand. Whoever imports this
 * has one more test after the last: that there was no violation in either direction.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await start({ schema: schemaFile, ...options });
  simulators.push(simulator);
  return simulator;
}

/** Sends a request that is invalid on purpose, which is not held against the test. */
export async function invalidOnPurpose<T>(simulator: RunningSimulator, send: () => Promise<T>): Promise<T> {
  const before = simulator.stats().schema?.violations.length;
  const answer = await send();
  for (const message of simulator.stats().schema?.violations.slice(before) ?? []) deliberate.add(message);
  return answer;
}

afterAll(() => {
  const reports = simulators.flatMap((simulator) => simulator.stats().schema ?? []);
  const violations = reports.flatMap((report) => report.violations).filter((message) => !deliberate.has(message));
  leaveNumbers(reports, violations.length);
  expect(violations).toEqual([]);
});

/** For `tools/workspace/schema-reporter.cjs`, which adds up what the test files of a project leave. */
function leaveNumbers(reports: readonly SchemaReport[], violations: number): void {
  const testPath = expect.getState().testPath ?? '';
  const [, project = ''] = relative(workspace, testPath).split(sep);
  const directory = join(workspace, 'tmp/schema', project);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${basename(testPath, '.ts')}.json`), JSON.stringify({ violations, reports }));
}
