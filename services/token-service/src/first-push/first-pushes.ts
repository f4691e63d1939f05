import { firstPushOf, parseScopes, type RegistryState } from '@spectacles/access-control';

import type { Caller } from '../door/who.js';
import type { RequestOrigin } from '../door/request-origin.js';
import type { PolicySource } from '../policy-source.js';
import type { NamespaceReserver } from './namespace-reserver.js';
import type { RefusedPush } from './refused-push.js';

/** Finds out whether a request is a first push, and has its namespace made. */
export class FirstPushes {
  constructor(
    private readonly source: PolicySource,
    private readonly reserver: NamespaceReserver,
  ) {}

  /** Null, and nothing to wait for, in all but the rarest requests; else why there is no namespace, where there is none. */
  prepare(
    { principal }: Caller,
    registry: RegistryState,
    scopes: readonly string[],
    origin: RequestOrigin,
  ): Promise<RefusedPush | null> | null {
    if (principal.kind !== 'user' || (registry.createOnPush.length === 0 && !registry.personalNamespaces)) return null;
    // One message for a request: a client pushes to one repository at a time.
    const { requested } = parseScopes(scopes, registry.registryKind);
    const push = firstPushOf(this.source.policy, principal, registry, requested);
    if (push === null) return null;
    const { path, userId, repository } = push;
    return this.reserver.reserve({ registryId: registry.id, path, repository, userId, ...origin });
  }
}
