import { registerLocaleData } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { type ApplicationConfig, inject, LOCALE_ID, provideAppInitializer, provideZonelessChangeDetection } from '@angular/core';
import { MAT_FORM_FIELD_DEFAULT_OPTIONS } from '@angular/material/form-field';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { preloadCommunicationPanel, provideMailroom } from '@mailroom/ui';
import { type Language, localeOf } from '../i18n/language';
import { App } from './app';
import { routes } from './app.routes';
import { registerIcons } from './icons';
import { Session } from './session/session';
import { unauthorizedInterceptor } from './session/unauthorized-interceptor';

function configuration(language: Language): ApplicationConfig {
  return {
    providers: [
      provideZonelessChangeDetection(),
      provideHttpClient(withInterceptors([unauthorizedInterceptor])),
      provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' })),
      provideAppInitializer(() => {
        registerIcons();
        return inject(Session).restore();
      }),
      provideMailroom({ apiUrl: '/api/mail', currentUser: () => inject(Session).user }),
      { provide: LOCALE_ID, useValue: localeOf(language) },
      { provide: MAT_FORM_FIELD_DEFAULT_OPTIONS, useValue: { appearance: 'outline', subscriptSizing: 'dynamic' } },
    ],
  };
}

/** Starts the application in a language whose translations are loaded already. */
export async function start(language: Language): Promise<void> {
  // What a user with a session sees first comes while the server says whether there is one.
  import('./shell/shell').catch(() => undefined);
  preloadCommunicationPanel();
  if (language === 'de') registerLocaleData((await import('@angular/common/locales/de')).default);
  await bootstrapApplication(App, configuration(language));
}
