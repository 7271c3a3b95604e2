module.exports = {
  ...require('../../jest.preset.cjs').nodePreset,
  rootDir: __dirname,
  displayName: 'adapter-exchange',
  // The first request of each file loads ews-javascript-api: 800 files, which Jest transforms once.
  testTimeout: 30_000,
};
