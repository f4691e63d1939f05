import type { GrantPrincipal, GrantState, GrantView, Right, UserReference } from '@spectacles/contracts';

/** A right that somebody has in a namespace, or by default in a whole registry. */
export interface Grant {
  readonly id: string;
  readonly registryId: string;
  /** null: a default of the registry. */
  readonly namespaceId: string | null;
  readonly principal: GrantPrincipal;
  right: Right;
  readonly createdAt: Date;
  version: number;
}

/** Where a grant is written: in a namespace, or among the defaults of a registry. */
export interface GrantPlace {
  readonly registryId: string;
  readonly namespaceId: string | null;
}

/** What decisions need to know of a grant. */
export function toGrantState(grant: Grant): GrantState {
  return {
    kind: 'grant',
    id: grant.id,
    registryId: grant.registryId,
    namespaceId: grant.namespaceId,
    principal: grant.principal,
    right: grant.right,
  };
}

/** A grant as whoever manages the place sees it; `user` is the one whom it names. */
export function toGrantView(grant: Grant, user: UserReference | null): GrantView {
  const { principal } = grant;
  return {
    id: grant.id,
    registryId: grant.registryId,
    namespaceId: grant.namespaceId,
    principal:
      principal.kind === 'user'
        ? { ...principal, user: user ?? { id: principal.id, username: 'unknown', displayName: '' } }
        : principal,
    right: grant.right,
    createdAt: grant.createdAt.toISOString(),
    version: grant.version,
  };
}
