import { inject, Injectable, InjectionToken } from '@angular/core';
import { type AuthorizationStart, type ProviderSummary } from '@mailroom/contract';

/** Leaves the application for another address. */
export const LEAVE_FOR = new InjectionToken<(url: string) => void>('LeaveFor', {
  factory: () => (url) => {
    location.assign(url);
  },
});

/** What is to go on after the sign-in. Nothing of it is secret. */
export interface StartedSignIn {
  emailAddress: string;
  sharedMailboxAddress: string | null;
  /** `null`: an account that is there already signs in again. */
  provider: ProviderSummary | null;
}

const storageKey = 'mailroom.sign-in';

/** A sign-in at another site, from leaving for it to coming back; this browser tab remembers what it was for. */
@Injectable({ providedIn: 'root' })
export class OAuthSignIn {
  private readonly leaveFor = inject(LEAVE_FOR);

  leave({ authorizationUrl }: AuthorizationStart, started: StartedSignIn): void {
    sessionStorage.setItem(storageKey, JSON.stringify(started));
    this.leaveFor(authorizationUrl);
  }

  /** What this tab has left for, once; `null` when it has not. */
  takeStarted(): StartedSignIn | null {
    const stored = sessionStorage.getItem(storageKey);
    sessionStorage.removeItem(storageKey);
    return stored === null ? null : (JSON.parse(stored) as StartedSignIn);
  }
}
