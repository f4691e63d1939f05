import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { retry, throwError, timer } from 'rxjs';
import { toProblem } from './problem';

const TRIES = 3;

/** A read that came before our own change was in force is asked again, as the answer says. */
export const stalePolicyInterceptor: HttpInterceptorFn = (request, next) => {
  if (request.method !== 'GET') return next(request);
  return next(request).pipe(
    retry({
      count: TRIES,
      delay: (error: unknown) => {
        if (!(error instanceof HttpErrorResponse) || error.status !== 503) return throwError(() => error);
        const { code, retryAfterSeconds } = toProblem(error);
        if (code !== 'POLICY_NOT_YET') return throwError(() => error);
        return timer((retryAfterSeconds ?? 1) * 1000);
      },
    }),
  );
};
