import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { tap } from 'rxjs';
import { SessionStore } from '../session/session-store';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Proves that a change comes from our own page, and leads to the sign-in page when the session has ended. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  const token = session.csrfToken();
  const guarded =
    SAFE.has(request.method) || token === null ? request : request.clone({ setHeaders: { 'X-CSRF-Token': token } });
  return next(guarded).pipe(
    tap({
      error: (error: unknown) => {
        if (!(error instanceof HttpErrorResponse) || error.status !== 401 || session.user() === null) return;
        if (request.url === 'api/v1/me/password') return; // There 401 speaks of the old password.
        session.forget();
        void router.navigate(['/sign-in'], { queryParams: { next: router.url } });
      },
    }),
  );
};
