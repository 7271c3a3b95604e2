// The table of what each client did: one line a step.

const columns = { client: 12, step: 86, result: 7, time: 7 };
const row = (client, step, result, time) =>
  `${client.padEnd(columns.client)} ${step.padEnd(columns.step)} ${result.padEnd(columns.result)} ${time.padStart(columns.time)}`;

export class Report {
  passed = 0;
  /** What failed, each as `client: step` and why. */
  failures = [];
  notes = [];

  constructor(write) {
    this.write = write;
    write(row('client', 'step', 'result', 'time'));
    write(row(...Object.values(columns).map((width) => '-'.repeat(width))));
  }

  /** `outcome` is `{client, step, passed, milliseconds, detail}`; the detail of a failure follows its line. */
  add({ client, step, passed, milliseconds, detail }) {
    if (passed) this.passed++;
    else this.failures.push(`${client}: ${step}\n${detail}`);
    this.write(row(client, step, passed ? 'passed' : 'FAILED', `${(milliseconds / 1000).toFixed(2)} s`));
    if (!passed) this.write(detail.replace(/^/gm, '    '));
  }

  /** What is worth knowing, and no fault of the simulator. */
  note(text) {
    this.notes.push(text);
  }

  finish() {
    for (const note of this.notes) this.write(`\n${note}`);
    this.write(`\n${this.passed} steps passed, ${this.failures.length} failed`);
  }
}
