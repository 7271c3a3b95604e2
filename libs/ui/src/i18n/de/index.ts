import { common } from './common';
import { panel } from './panel';

/** Every German text of the plugin, by message id. */
export const de: Record<string, string> = { ...common, ...panel };
