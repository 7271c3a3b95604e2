module.exports = { ...require('../../jest.preset.cjs').nodePreset, rootDir: __dirname, displayName: 'mail-adapter' };
