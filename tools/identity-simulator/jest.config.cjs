module.exports = { ...require('../../jest.preset.cjs').nodePreset, rootDir: __dirname, displayName: 'identity-simulator' };
