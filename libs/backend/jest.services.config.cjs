module.exports = { ...require('../../jest.preset.cjs').servicesPreset, rootDir: __dirname, displayName: 'backend on its databases' };
