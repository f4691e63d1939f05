import type { DecidedScope } from '../spool/decision.js';

/** A first push whose namespace was not made, and the sentence that says why. */
export interface RefusedPush {
  readonly repository: string;
  readonly text: string;
}

/** What was decided, with the reason why nothing came of the first push in the place of "no entry gives it". */
export function withRefusedPush(scopes: readonly DecidedScope[], refused: RefusedPush | null): readonly DecidedScope[] {
  if (refused === null) return scopes;
  const source = { kind: 'first-push', text: refused.text };
  return scopes.map((scope) =>
    scope.type === 'repository' && scope.name === refused.repository
      ? {
          ...scope,
          because: scope.because.map((reason) =>
            reason.action === 'push' && reason.outcome === 'denied' ? { ...reason, source } : reason,
          ),
        }
      : scope,
  );
}
