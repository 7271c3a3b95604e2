import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, throwError } from 'rxjs';
import { Session } from './session';

/** When a session has ended while somebody works, leads to the sign-in page and from there back. */
export const unauthorizedInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const router = inject(Router);
  return next(request).pipe(
    catchError((error: unknown) => {
      if (error instanceof HttpErrorResponse && error.status === 401 && session.user() !== null) {
        session.expire();
        void router.navigate(['/sign-in'], { queryParams: { returnTo: router.url, expired: true } });
      }
      return throwError(() => error);
    }),
  );
};
