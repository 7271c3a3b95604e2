import { de } from './de';

/** The plugin's texts by language, for `loadTranslations` of `@angular/localize`; English is in the code. */
export const mailroomTranslations: Record<'de', Record<string, string>> = { de };
