import { loadMailroomTranslations } from '@mailroom/ui';
import { de } from './de';

/** Everything that the application says in German: the plugin's texts and the host's. */
export async function loadGerman(): Promise<Record<string, string>> {
  return { ...(await loadMailroomTranslations('de')), ...de };
}
