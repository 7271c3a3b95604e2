/**
 * The plugin's texts in a language, for `loadTranslations` of `@angular/localize`; English is in the code. Only who reads
 * another language loads it.
 */
export async function loadMailroomTranslations(language: 'de'): Promise<Record<string, string>> {
  switch (language) {
    case 'de':
      return (await import('./de')).de;
  }
}
