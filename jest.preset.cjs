// Node-side preset: swc for .ts, and for ESM packages in node_modules (Nest 12 & co are ESM-only; jest 30 can't require(esm) on Node 20).
const { existsSync } = require('node:fs');
const path = require('node:path');
const { createCjsPreset } = require('jest-preset-angular/presets');

// Tests over real mail and Microsoft's schemas read ../shared/data, which is not part of the repository. Without it they
// say so and pass; where REQUIRE_SHARED_DATA is set (as `.ci/run` does) its absence is a failure.
const sharedData = path.resolve(__dirname, '../shared/data');
if (process.env.REQUIRE_SHARED_DATA && !existsSync(sharedData)) {
  throw new Error(`REQUIRE_SHARED_DATA is set, but there is no ${sharedData}: the tests that read it cannot run.`);
}

/** Counts what ran, for `.ci/run`, and what was checked against Microsoft's schema. */
const reporters = ['default', ...['count', 'schema'].map((name) => require.resolve(`./tools/workspace/${name}-reporter.cjs`))];

const typescript = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** Ends what hangs, and judges nothing: on a busy computer the wall clock says little about the work that a test does. */
const testTimeout = 30_000;

/** Every workspace package is tested from its source, so that a test never runs against a stale build. */
const workspaceSources = {
  '^@mailroom/mail-adapter/testing$': `${__dirname}/libs/mail-adapter/src/testing/index.ts`,
  '^@mailroom/exchange-simulator/testing$': `${__dirname}/tools/exchange-simulator/src/testing/checked-simulator.ts`,
  '^@mailroom/(exchange-simulator|identity-simulator|test-bed)$': `${__dirname}/tools/$1/src/index.ts`,
  '^@mailroom/ui/testing$': `${__dirname}/libs/ui/testing/src/index.ts`,
  '^@mailroom/([^/]+)$': `${__dirname}/libs/$1/src/index.ts`,
};

module.exports.nodePreset = {
  testEnvironment: require.resolve('./tools/workspace/node-environment.cjs'),
  reporters,
  testTimeout,
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['\\.int\\.spec\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': typescript, '/node_modules/.+\\.m?js$': require.resolve('./tools/workspace/esm-only-transform.cjs') },
  transformIgnorePatterns: [],
  moduleNameMapper: workspaceSources,
  clearMocks: true,
};

/** Tests that need PostgreSQL or MariaDB: `*.int.spec.ts`, run by `npm run test:services`. */
module.exports.servicesPreset = {
  ...module.exports.nodePreset,
  testMatch: ['<rootDir>/src/**/*.int.spec.ts'],
  testPathIgnorePatterns: [],
};

module.exports.angularPreset = (dir) => ({
  ...createCjsPreset({ testEnvironment: 'jest-preset-angular/environments/jest-jsdom-env', tsconfig: '<rootDir>/tsconfig.spec.json' }),
  rootDir: dir,
  reporters,
  testTimeout,
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  testMatch: ['<rootDir>/{src,testing}/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleNameMapper: workspaceSources,
});
