// Jest reporter: leaves a project's numbers and what failed in tmp/test-results, where Nx caches them and `.ci/run` adds them up.
const fs = require('node:fs');
const path = require('node:path');

module.exports = class CountReporter {
  constructor(globalConfig) {
    this.project = path.basename(globalConfig.rootDir);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults }) {
    const directory = path.resolve(__dirname, '../../tmp/test-results');
    fs.mkdirSync(directory, { recursive: true });
    const failures = testResults.flatMap(failuresOf).map((failure) => `${this.project}: ${failure}`);
    const numbers = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, failures };
    fs.writeFileSync(path.join(directory, `${this.project}.json`), JSON.stringify(numbers));
  }
};

/** A file that could not be loaded has no tests to name, only why. */
function failuresOf({ testExecError, testFilePath, failureMessage, testResults }) {
  const failed = testResults.filter(({ status }) => status === 'failed');
  if (testExecError) return [`${path.relative(process.cwd(), testFilePath)}\n${failureMessage ?? testExecError.message}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${fullName}\n${failureMessages.join('\n').replace(/\n +at .*node_modules.*/g, '')}`,
  );
}
