import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { SessionStore } from './session-store';

/** Lets signed-in people in; others sign in first and come back. Before the first administrator exists: set-up. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const router = inject(Router);
  const session = inject(SessionStore);
  if (await session.resume()) return true;
  if (await session.setupRequired()) return router.parseUrl('/setup');
  return router.createUrlTree(['/sign-in'], state.url === '/' ? {} : { queryParams: { next: state.url } });
};

/** To others the page is not there: same answer as for a wrong address. */
export const administratorOnly: CanActivateFn = () => {
  const router = inject(Router);
  if (inject(SessionStore).administrator()) return true;
  return new RedirectCommand(router.parseUrl('/not-found'), { skipLocationChange: true });
};

/** The sign-in page is of no use before set-up. */
export const setUpAlready: CanActivateFn = async () => {
  const router = inject(Router);
  return (await inject(SessionStore).setupRequired()) ? router.parseUrl('/setup') : true;
};

/** Set-up happens once. */
export const setUpOnce: CanActivateFn = async () => {
  const router = inject(Router);
  return (await inject(SessionStore).setupRequired()) ? true : router.parseUrl('/');
};
