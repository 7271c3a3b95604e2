import { accounts } from './accounts';
import { codes } from './codes';
import { common } from './common';
import { panel } from './panel';
import { providers } from './providers';

/** Every German text of the plugin, by message id. */
export const de: Record<string, string> = { ...common, ...codes, ...providers, ...accounts, ...panel };
