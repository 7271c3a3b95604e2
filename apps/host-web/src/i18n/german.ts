import { mailroomTranslations } from '@mailroom/ui';
import { de } from './de';

/** Everything that the application says in German: the plugin's texts and the host's. */
export const german: Record<string, string> = { ...mailroomTranslations.de, ...de };
