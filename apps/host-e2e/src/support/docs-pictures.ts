import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(__dirname, '../../../../docs/images/screens');

/** The pictures that the documentation shows, by the names that the journeys give them; each in light, dark and narrow. */
const wanted: Readonly<Record<string, string>> = {
  '03-provider-form': 'provider-form',
  '04-providers': 'email-providers',
  '06-wizard-address': 'new-account-address',
  '07-wizard-server': 'new-account-server',
  '10-wizard-filled': 'new-account-connected',
  '11-email-accounts': 'email-accounts',
  '12-panel': 'communication-panel',
  '12-settings': 'account-settings',
  '12-folders-removed': 'account-narrowing',
  '30-domains': 'email-providers-domains',
  '32-microsoft-365': 'microsoft-365',
  '37-audit-log': 'audit-log',
  '50-integration-running': 'ms-exchange',
  '56-integration-policy': 'import-policy',
  '58-covered-mailboxes': 'covered-mailboxes',
  'panel-07-conversation-open': 'conversation',
  'panel-11-answer': 'answer',
  'panel-23-ledger': 'missing-emails',
  '88-managed-account': 'managed-account',
  '51-integration-refused': 'ms-exchange-refused',
  '60-health': 'email-health',
  '61-health-compared': 'compared-with-server',
};

/** Takes a picture over into the documentation, when they are to be made anew: `DOCS_PICTURES=1 npm run e2e`. */
export function keepForDocs(name: string, variant: string, file: string): void {
  const page = wanted[name];
  if (page === undefined || process.env['DOCS_PICTURES'] !== '1') return;
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, path.join(folder, `${page}-${variant}.png`));
}
