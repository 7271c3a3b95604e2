import { type Provider, signal } from '@angular/core';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../../mailroom-options';

/** A host with a signed-in user and the plugin's API at `/api/mail`. */
export function provideMailroomForTests(): Provider {
  const user = signal({ id: 'user', systemOperations: [] });
  const options: MailroomOptions = { apiUrl: '/api/mail', currentUser: () => user };
  return { provide: MAILROOM_OPTIONS, useValue: options };
}
