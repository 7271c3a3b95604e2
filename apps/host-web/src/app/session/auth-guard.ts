import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { Session } from './session';

/** Leads to the sign-in page, and from there back to the page that was asked for. */
export const signedIn: CanActivateFn = (_route, { url }) => {
  if (inject(Session).user() !== null) return true;
  const signIn = inject(Router).createUrlTree(['/sign-in'], { queryParams: url === '/' ? {} : { returnTo: url } });
  return new RedirectCommand(signIn, { replaceUrl: true });
};

/** Keeps a page to users with the system operation; the others are led to the start. */
export function mayRun(systemOperation: string): CanActivateFn {
  return () => inject(Session).systemOperations().includes(systemOperation) || inject(Router).createUrlTree(['/']);
}
