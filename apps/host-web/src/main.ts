import { loadTranslations } from '@angular/localize';
import { chosenLanguage, localeOf } from './i18n/language';

/** Translations come first: templates read their texts once, when their module is loaded. */
async function main(): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = localeOf(language);
  if (language === 'de') {
    const { loadGerman } = await import('./i18n/german');
    loadTranslations(await loadGerman());
  }
  const { start } = await import('./app/start');
  await start(language);
}

void main();
