import { chosenLanguage, type Language, localeOf } from './language';

function browserWith(languages: readonly string[]): void {
  jest.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);
}

describe('The language', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<[Language, string, string[]]>([
    ['en', 'en-GB', ['en-GB', 'en']],
    ['en', 'en-US', ['de-DE', 'en-US', 'en-GB']],
    ['de', 'de-AT', ['de-AT', 'de', 'en']],
    ['de', 'de', ['en-GB']],
  ])('%s has dates as in %s where the browser asks for %j', (language, locale, languages) => {
    browserWith(languages);
    expect(localeOf(language)).toBe(locale);
  });

  it('is the chosen one before the browser’s', () => {
    browserWith(['fr-FR', 'de-CH', 'en-GB']);
    expect(chosenLanguage()).toBe('de');
    localStorage.setItem('crm.language', 'en');
    expect(chosenLanguage()).toBe('en');
  });
});
