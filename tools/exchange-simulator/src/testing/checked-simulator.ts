/// <reference types="jest" />
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type SimulatorOptions } from '../options';
import { type InvalidMessage, SchemaGuard, type SchemaReport } from '../schema/schema-guard';
import { type RunningSimulator, startSimulator as start } from '../simulator';

const workspace = resolve(__dirname, '../../../..');

/** Microsoft's schema, beside the repository; undefined where it is not at hand. */
export const schemaFile = [join(workspace, '../shared/data/ews/soap-ews.xsd')].find((file) => existsSync(file));

const reports: (() => SchemaReport | undefined)[] = [];
const deliberate = new Set<InvalidMessage>();

/**
 * Starts a simulator that holds every request and every answer against Microsoft's schema, where that is at hand. A test file that
 * imports this fails in the end when there was a violation in either direction.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await start({ schema: schemaFile, ...options });
  expectValidMessages(() => simulator.stats().schema);
  return simulator;
}

/** Adds a simulator that somebody else started; its report is asked for after the last test. */
export function expectValidMessages(report: () => SchemaReport | undefined): void {
  reports.push(report);
}

/** Sends a request that is invalid on purpose, which is not held against the test. */
export async function invalidOnPurpose<T>(simulator: RunningSimulator, send: () => Promise<T>): Promise<T> {
  const before = simulator.stats().schema?.violations.length;
  const answer = await send();
  for (const message of simulator.stats().schema?.violations.slice(before) ?? []) deliberate.add(message);
  return answer;
}

/** What holds requests that no simulator receives against the schema: it throws a SchemaViolation. */
export async function requestCheck(): Promise<(operation: string, request: string) => void> {
  if (schemaFile === undefined) return () => undefined;
  const guard = await SchemaGuard.load(schemaFile);
  expectValidMessages(() => guard.report());
  return (operation, request) => guard.request(operation, Buffer.from(request));
}

afterAll(() => {
  const checked = reports.flatMap((report) => report() ?? []);
  const violations = checked.flatMap((report) => report.violations).filter((message) => !deliberate.has(message));
  leaveNumbers(checked, violations.length);
  expect(violations).toEqual([]);
});

/** For `tools/workspace/schema-reporter.cjs`, which adds up what the test files of a project leave. */
function leaveNumbers(checked: readonly SchemaReport[], violations: number): void {
  const [, project = '', ...file] = relative(workspace, expect.getState().testPath ?? '').split(sep);
  const directory = join(workspace, 'tmp/schema', project);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${file.join('-')}.json`), JSON.stringify({ violations, reports: checked }));
}
