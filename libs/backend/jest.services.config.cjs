const { nodePreset, servicesPreset } = require('../../jest.preset.cjs');

const { reporters, ...project } = { ...servicesPreset, rootDir: __dirname };

/** What mail goes through holds on every database: each of these specs runs on SQLite with the unit tests, and here on the servers. */
const everywhere = [
  'accounts/account-removal',
  'drafts/drafts',
  'emails/emails',
  'emails/search-filters',
  'emails/sending/sending',
  'events/events',
  'exchange-integration/organisation',
  'folders/keep-or-remove',
  'host-events/host-events',
  'reconciliation/reconciliation',
  'sync/exactly-once',
  'sync/import',
  'sync/new-mail-during-a-backfill',
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
  // Most of their time they wait for the databases.
  maxWorkers: 3,
  projects: [{ ...project, displayName: 'backend on its services' }, on('PostgreSQL'), on('MariaDB')],
};
