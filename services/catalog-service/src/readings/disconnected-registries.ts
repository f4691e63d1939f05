import type { Logger } from '@spectacles/platform';
import { catchError, concatMap, debounceTime, defer, EMPTY, type Observable, type Subscription } from 'rxjs';

/** Several changes at once are looked at once. */
const SETTLE_MS = 200;

/** What happens at changes of the policy, and where it is said that it went wrong. */
export interface DisconnectedRegistriesOptions {
  readonly changed: Observable<unknown>;
  readonly forget: () => Promise<void>;
  readonly logger: Logger;
  readonly settleMs?: number;
}

/** Forgets, after each change of the policy, what registries showed that are in it no longer. */
export function forgetAtChanges(options: DisconnectedRegistriesOptions): Subscription {
  const { changed, forget, logger, settleMs = SETTLE_MS } = options;
  return changed
    .pipe(
      debounceTime(settleMs),
      concatMap(() => attempt(forget, logger)),
    )
    .subscribe();
}

/** An error must not end the subscription: the next change looks at every registry again. */
function attempt(forget: () => Promise<void>, logger: Logger): Observable<void> {
  return defer(forget).pipe(
    catchError((error: unknown) => {
      logger.error({ err: error }, 'what disconnected registries showed could not be removed');
      return EMPTY;
    }),
  );
}
