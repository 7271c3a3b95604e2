import { type EnvironmentProviders, makeEnvironmentProviders, provideEnvironmentInitializer } from '@angular/core';
import { registerMailroomIcons } from './icons/register-icons';
import { MAILROOM_OPTIONS, type MailroomOptions } from './mailroom-options';

/**
 * Mounts the plugin in a host: once, among the application's providers, beside the host's own `provideHttpClient` and
 * `provideRouter`.
 *
 *     provideMailroom({ apiUrl: '/api/mail', currentUser: () => inject(Session).user })
 */
export function provideMailroom(options: MailroomOptions): EnvironmentProviders {
  return makeEnvironmentProviders([
    { provide: MAILROOM_OPTIONS, useValue: options },
    provideEnvironmentInitializer(() => {
      registerMailroomIcons();
    }),
  ]);
}
