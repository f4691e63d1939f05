/** One entry of the `access` claim: what may be done with one resource. */
export interface AccessEntry {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** Everything a token says; the moment and the id come in as values. */
export interface TokenRequest {
  readonly issuer: string;
  /** User name; empty for an anonymous caller. */
  readonly subject: string;
  readonly service: string;
  /** At least 128 bits from a cryptographic generator. */
  readonly tokenId: string;
  readonly now: Date;
  readonly lifetimeSeconds: number;
  readonly access: readonly AccessEntry[];
}

/** The claims of a registry token: integers, strings, and one audience as a string, as Distribution 2.8 demands. */
export interface TokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly access: readonly AccessEntry[];
}

/** zot refuses an `iat` or `nbf` in its future, without any leeway. */
const BACKDATED_SECONDS = 60;

/** Clients raise anything shorter to a minute and would then present a dead token. */
export const MINIMUM_LIFETIME_SECONDS = 60;

/** A token cannot be called back: nobody gets one for longer than a day. */
export const MAXIMUM_LIFETIME_SECONDS = 86_400;

/** The lifetime within its bounds, in whole seconds; what is no number gets the shortest. */
export function boundedLifetime(seconds: number): number {
  if (Number.isNaN(seconds)) return MINIMUM_LIFETIME_SECONDS;
  return Math.trunc(Math.min(Math.max(seconds, MINIMUM_LIFETIME_SECONDS), MAXIMUM_LIFETIME_SECONDS));
}

const REPOSITORY_ACTIONS: ReadonlySet<string> = new Set(['pull', 'push', 'delete']);

/**
 * Which actions may stand in a token at all. `*` would mean "any action" to Distribution, so it is written only where
 * Distribution asks for it by that very text: for the catalogue.
 */
function isGrantable(type: string, name: string, action: string): boolean {
  if (type === 'repository') return REPOSITORY_ACTIONS.has(action);
  return type === 'registry' && name === 'catalog' && action === '*';
}

/** Whether an entry can stand as it is: something in it, nothing twice, nothing that may not be granted. */
function isClean({ type, name, actions }: AccessEntry): boolean {
  return (
    actions.length > 0 &&
    actions.every((action, index) => isGrantable(type, name, action) && actions.indexOf(action) === index)
  );
}

function mergeAccess(entries: readonly AccessEntry[]): readonly AccessEntry[] {
  const [only, second] = entries;
  if (only !== undefined && second === undefined && isClean(only)) {
    return [{ type: only.type, name: only.name, actions: only.actions }];
  }
  const merged = new Map<string, { type: string; name: string; actions: string[] }>();
  for (const { type, name, actions } of entries) {
    const key = `${type}:${name}`;
    for (const action of actions) {
      if (!isGrantable(type, name, action)) continue;
      const entry = merged.get(key);
      if (entry === undefined) merged.set(key, { type, name, actions: [action] });
      else if (!entry.actions.includes(action)) entry.actions.push(action);
    }
  }
  return [...merged.values()];
}

/** Builds the claims: access merged to one entry a resource, empty entries left out, both dates a little in the past. */
export function buildTokenClaims(request: TokenRequest): TokenClaims {
  const now = Math.floor(request.now.getTime() / 1000);
  return {
    iss: request.issuer,
    sub: request.subject,
    aud: request.service,
    jti: request.tokenId,
    iat: now - BACKDATED_SECONDS,
    nbf: now - BACKDATED_SECONDS,
    exp: now + boundedLifetime(request.lifetimeSeconds),
    access: mergeAccess(request.access),
  };
}
