module.exports = { ...require('../../jest.preset.cjs').angularPreset(__dirname), displayName: 'host-web' };
