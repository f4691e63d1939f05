import {
  decideAccess,
  maskOfAction,
  parseScopes,
  type RegistryState,
  type RequestedAccess,
} from '@spectacles/access-control';

import type { Caller } from '../door/who.js';
import type { RequestOrigin } from '../door/request-origin.js';
import type { PolicySource } from '../policy-source.js';
import { firstPushNamespace, isDeniedByDefault, mayPushWith } from './first-push-namespace.js';
import type { NamespaceReserver } from './namespace-reserver.js';

const PUSH = maskOfAction('push');

/** Finds out whether a request is a first push, and has its namespace made. */
export class FirstPushes {
  constructor(
    private readonly source: PolicySource,
    private readonly reserver: NamespaceReserver,
  ) {}

  /** Null, and nothing to wait for, in all but the rarest requests. */
  prepare(
    { principal }: Caller,
    registry: RegistryState,
    scopes: readonly string[],
    origin: RequestOrigin,
  ): Promise<void> | null {
    if (principal.kind !== 'user' || (registry.createOnPush.length === 0 && !registry.personalNamespaces)) return null;
    const { policy } = this.source;
    const user = policy.user(principal.userId);
    if (user === null || user.administrator) return null;
    const isOpen = (wish: RequestedAccess): boolean =>
      wish.kind === 'repository' &&
      (wish.verbs & PUSH) !== 0 &&
      mayPushWith(policy, principal.credentialId, registry.id, wish.name) &&
      firstPushNamespace(policy, registry, user, wish.name) !== null &&
      isDeniedByDefault(decideAccess(policy, principal, registry.id, wish).because);
    // One message for a request: a client pushes to one repository at a time.
    const wish = parseScopes(scopes, registry.registryKind).requested.find(isOpen);
    if (wish?.kind !== 'repository') return null;
    const path = firstPushNamespace(policy, registry, user, wish.name);
    if (path === null) return null;
    return this.reserver.reserve({ registryId: registry.id, path, userId: user.id, ...origin });
  }
}
