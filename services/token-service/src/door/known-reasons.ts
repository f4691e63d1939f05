import type { Principal } from '@spectacles/access-control';

import type { DecidedScope } from '../spool/decision.js';
import type { GrantedAccess } from './granted-access.js';

/** What the reasons of a decision depend on, beside the version of the policy. */
export interface ReasonedRequest {
  readonly principal: Principal;
  readonly registryId: string;
  readonly scopes: readonly string[];
  readonly granted: GrantedAccess;
}

/** Requests are remembered up to this length; longer ones are rare, and explained each time. */
const KEY_MAX = 600;
/** How many are remembered of one version of the policy: a few megabytes. */
const KNOWN_MAX = 4096;

/**
 * The reasons of decisions, for their records. Within one version of the policy the same request is decided for the same
 * reasons; who asks for what is decided each time, only the words for it are taken from here.
 */
export class KnownReasons {
  private readonly known = new Map<string, readonly DecidedScope[]>();
  private version = -1;

  of(version: number, request: ReasonedRequest, explain: () => readonly DecidedScope[]): readonly DecidedScope[] {
    if (version !== this.version) this.known.clear();
    this.version = version;
    const key = keyOf(request);
    if (key.length > KEY_MAX) return explain();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const explained = explain();
    if (this.known.size >= KNOWN_MAX) this.known.clear();
    this.known.set(key, explained);
    return explained;
  }
}

/** Ids hold no space, and neither do scopes that were cut at theirs: no two requests share a key. */
function keyOf({ principal, registryId, scopes, granted }: ReasonedRequest): string {
  const { access, lacking } = granted;
  const result = `${String(access.length)}${lacking ? '-' : '+'}`;
  return `${callerOf(principal)} ${principal.address ?? ''} ${registryId} ${result} ${scopes.join(' ')}`;
}

function callerOf(principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return '-';
    case 'group':
      return `group ${principal.groupId}`;
    case 'user':
      return `${principal.userId} ${principal.credentialId ?? ''}`;
    case 'robot':
      return `${principal.robotId} ${principal.credentialId ?? ''}`;
  }
}
