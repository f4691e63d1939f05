import { type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';
import { LatestChange } from './latest-change';

/** Notes the version that a change made, so that it can be told where it is in force. */
export const policyVersionInterceptor: HttpInterceptorFn = (request, next) => {
  if (request.method === 'GET') return next(request);
  const latest = inject(LatestChange);
  latest.version = null;
  return next(request).pipe(
    tap((event) => {
      if (!(event instanceof HttpResponse)) return;
      const header = event.headers.get('Policy-Version');
      if (header !== null) latest.version = Number(header);
    }),
  );
};
