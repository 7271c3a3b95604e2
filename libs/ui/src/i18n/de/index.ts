import { accounts } from './accounts';
import { audit } from './audit';
import { codes } from './codes';
import { common } from './common';
import { doctor } from './doctor';
import { organisation } from './organisation';
import { health } from './health';
import { panel } from './panel';
import { providers } from './providers';

/** Every German text of the plugin, by message id. */
export const de: Record<string, string> = {
  ...common,
  ...codes,
  ...audit,
  ...doctor,
  ...providers,
  ...accounts,
  ...organisation,
  ...health,
  ...panel,
};
