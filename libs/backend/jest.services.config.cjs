const { nodePreset, servicesPreset } = require('../../jest.preset.cjs');

const { reporters, ...project } = { ...servicesPreset, rootDir: __dirname };

/** What mail goes through: its specs hold on every database. Where a spec says which it needs, that one is used. */
const everywhere = [
  'accounts/account-removal',
  'accounts/account-settings',
  'accounts/accounts',
  'drafts/drafts',
  'emails/emails',
  'emails/sending/sending',
  'events/events',
  'providers/provider-switches',
  'providers/providers',
  'reconciliation/reconciliation',
  'sync/exactly-once',
  'sync/import',
  'sync/threads',
];

const on = (title) => ({
  ...project,
  displayName: `backend on ${title}`,
  globals: { mailroomDatabase: title },
  testMatch: everywhere.map((spec) => `<rootDir>/src/${spec}.spec.ts`),
});

module.exports = {
  reporters,
  testTimeout: nodePreset.testTimeout,
  projects: [{ ...project, displayName: 'backend on its services' }, on('PostgreSQL'), on('MariaDB')],
};
