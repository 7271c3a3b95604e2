const { nodePreset } = require('../../jest.preset.cjs');

// Journeys on the built product, in real Chromium where a screen is involved. Much of their time is waiting: three run at once.
module.exports = {
  ...nodePreset,
  rootDir: __dirname,
  displayName: 'host-e2e',
  testMatch: ['<rootDir>/src/**/*.e2e.ts'],
  testTimeout: 300_000,
  maxWorkers: 3,
};
