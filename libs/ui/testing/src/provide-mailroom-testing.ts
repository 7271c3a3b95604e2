import { type EnvironmentProviders, makeEnvironmentProviders, provideEnvironmentInitializer, signal } from '@angular/core';
import { type MailroomUser, provideMailroom } from '@mailroom/ui';

export interface MailroomTestingOptions {
  /** Who is signed in; by default a user who may set up nothing. `null`: nobody. */
  user?: MailroomUser | null;
  /** Where the plugin's API would be: the addresses that a test's `HttpTestingController` expects. Default `/api/mail`. */
  apiUrl?: string;
}

/**
 * The plugin in a host's own test, beside `provideHttpClient()`, `provideHttpClientTesting()` and `provideRouter()`: with
 * somebody signed in, nothing asked again by itself, and an event stream that stays silent where the environment has none (jsdom).
 */
export function provideMailroomTesting({
  user = { id: 'user', systemOperations: [] },
  apiUrl = '/api/mail',
}: MailroomTestingOptions = {}): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideMailroom({ apiUrl, currentUser: () => signal(user), liveUpdates: false }),
    provideEnvironmentInitializer(() => {
      if (!('EventSource' in globalThis)) Object.assign(globalThis, { EventSource: SilentEventSource });
    }),
  ]);
}

class SilentEventSource extends EventTarget {
  static readonly CLOSED = 2;

  close(): void {
    return;
  }
}
