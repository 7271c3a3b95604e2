// Jest reporter: adds up what a project's tests checked against Microsoft's schema, which their simulators leave in tmp/schema
// (tools/exchange-simulator/src/testing/checked-simulator.ts).
const fs = require('node:fs');
const path = require('node:path');

module.exports = class SchemaReporter {
  constructor(globalConfig) {
    this.directory = path.resolve(__dirname, '../../tmp/schema', path.basename(globalConfig.rootDir));
  }

  onRunStart() {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  onRunComplete() {
    if (!fs.existsSync(this.directory)) return;
    const files = fs.readdirSync(this.directory).map((file) => JSON.parse(fs.readFileSync(path.join(this.directory, file), 'utf8')));
    process.stdout.write(`${summary(files)}\n`);
  }
};

function summary(files) {
  const reports = files.flatMap(({ reports }) => reports);
  if (reports.length === 0) return 'Schema: not checked, because there is no ../shared/data/ews/soap-ews.xsd beside the repository.';
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0).toLocaleString('en');
  const operations = new Set(reports.flatMap((report) => Object.keys(report.operations)));
  operations.delete('Unknown');
  const requests = sum(reports.map((report) => report.requests));
  const responses = sum(reports.map((report) => report.responses));
  const violations = sum(files.map((file) => file.violations));
  return `Schema: ${requests} requests and ${responses} responses of ${operations.size} operations checked, ${violations} violations`;
}
