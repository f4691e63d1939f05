/** A scope as the token specification spells it: `type[(class)]:name:action[,action]*`. The class is not kept. */
export interface ResourceScope {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** Why a text is no scope. */
export type ScopeSyntaxError = 'missing-separator' | 'malformed-type';

/** The scope in a text, or why there is none. */
export type ScopeParseResult =
  { readonly ok: true; readonly scope: ResourceScope } | { readonly ok: false; readonly reason: ScopeSyntaxError };

/** The class, as in `repository(plugin)`, is deprecated; registries refuse it in a token, so it is dropped here. */
const typeWithClass = /^([a-z0-9]+)(?:\([^()]*\))?$/;

/** Reads one scope. The name may contain colons (`host:5000/app`): the first ends the type, the last starts the actions. */
export function parseResourceScope(text: string): ScopeParseResult {
  const first = text.indexOf(':');
  const last = text.lastIndexOf(':');
  if (first === last) return { ok: false, reason: 'missing-separator' };
  const type = typeWithClass.exec(text.slice(0, first))?.[1];
  if (type === undefined) return { ok: false, reason: 'malformed-type' };
  const actions = text.slice(last + 1).split(',');
  return {
    ok: true,
    scope: { type, name: text.slice(first + 1, last), actions: actions.filter((action) => action !== '') },
  };
}

/** The text of a scope, as it stands in a challenge or a request. */
export function formatScope(scope: ResourceScope): string {
  return `${scope.type}:${scope.name}:${scope.actions.join(',')}`;
}
