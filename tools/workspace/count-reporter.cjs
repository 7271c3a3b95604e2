// Jest reporter: leaves a project's numbers in tmp/test-results, where Nx caches them and `.ci/run` adds them up.
const fs = require('node:fs');
const path = require('node:path');

module.exports = class CountReporter {
  constructor(globalConfig) {
    this.project = path.basename(globalConfig.rootDir);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const directory = path.resolve(__dirname, '../../tmp/test-results');
    fs.mkdirSync(directory, { recursive: true });
    const numbers = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
    fs.writeFileSync(path.join(directory, `${this.project}.json`), JSON.stringify(numbers));
  }
};
