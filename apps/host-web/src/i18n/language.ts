/** A language that the reference CRM speaks. English is in the code, the others in `i18n/`. */
export type Language = 'en' | 'de';

export const languages: readonly { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
];

const storageKey = 'crm.language';

/** The remembered choice, or else the first of the browser's languages that the CRM speaks. */
export function chosenLanguage(): Language {
  const wishes = [localStorage.getItem(storageKey), ...navigator.languages].map((wish) => wish?.slice(0, 2).toLowerCase());
  return wishes.map((wish) => languages.find(({ code }) => code === wish)?.code).find((code) => code !== undefined) ?? 'en';
}

/** How the user's region writes dates and numbers in the language: the browser's `en-GB` rather than `en` of nowhere. */
export function localeOf(language: Language): string {
  return navigator.languages.find((wish) => wish.toLowerCase().startsWith(`${language}-`)) ?? language;
}

/** Remembers the choice and starts the application anew, because texts are read once at the start. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  location.reload();
}
