import type { CompiledPolicy } from './compiled-policy.js';
import { isOutside, isOver, NOTHING_AT_ALL, type Bounds } from './limits.js';
import type { CredentialEntry, Party } from './policy-entries.js';

/** Who asks. `at` is in milliseconds of the epoch. */
export type Principal =
  | { readonly kind: 'anonymous'; readonly address?: string | undefined }
  | {
      readonly kind: 'user';
      readonly userId: string;
      readonly credentialId?: string | undefined;
      readonly at?: number | undefined;
      readonly address?: string | undefined;
    }
  | {
      readonly kind: 'robot';
      readonly robotId: string;
      readonly credentialId?: string | undefined;
      readonly at?: number | undefined;
      readonly address?: string | undefined;
    }
  /** Somebody who is in this one group and nothing else: for questions about a group. */
  | { readonly kind: 'group'; readonly groupId: string; readonly address?: string | undefined };

/** Why a caller gets nothing, whatever the policy says about places. */
export type Trouble =
  | 'unknown-registry'
  | 'unknown-user'
  | 'unknown-robot'
  | 'unknown-group'
  | 'disabled'
  | 'expired'
  | 'address'
  | 'unknown-credential'
  | 'credential-expired'
  | 'credential-address';

/** The party that asks, with or without a row; null for a stranger and for whoever nobody mentions. */
export function partyOf(policy: CompiledPolicy, principal: Principal): Party | null {
  switch (principal.kind) {
    case 'anonymous':
      return null;
    case 'user':
      return policy.party('user', principal.userId);
    case 'robot':
      return policy.party('robot', principal.robotId);
    case 'group':
      return policy.party('group', principal.groupId);
  }
}

/** Whether the caller is known and active, and asks from where and when he may; null where all of that is so. */
export function troubleWith(
  policy: CompiledPolicy,
  principal: Principal,
  party: Party | null,
  /** For the question what else there would be. */
  asked: 'all' | 'though-disabled' = 'all',
): Trouble | null {
  return troubleOn(principal, party, presentedCredential(policy, principal), asked);
}

/** The same, where the credential that was presented is known; null where none was, or one that is not there. */
export function troubleOn(
  principal: Principal,
  party: Party | null,
  credential: CredentialEntry | null,
  asked: 'all' | 'though-disabled' = 'all',
): Trouble | null {
  if (principal.kind === 'anonymous') return null;
  if (party?.state == null) return unknown[principal.kind];
  if (principal.kind === 'group') return null;
  if (asked === 'all' && !party.isActive) return 'disabled';
  if (party.kind === 'robot') {
    // A robot goes with its namespace.
    if (party.home !== null && party.home.namespace === null) return 'unknown-robot';
    if (isOver(party.bounds, principal.at)) return 'expired';
    if (isOutside(party.bounds, principal.address)) return 'address';
  }
  if (principal.credentialId === undefined) return null;
  if (credential?.owner !== party) return 'unknown-credential';
  if (isOver(credential.bounds, principal.at)) return 'credential-expired';
  return isOutside(credential.bounds, principal.address) ? 'credential-address' : null;
}

/** Why a caller gets nothing anywhere: unknown, disabled, expired, at the wrong address; null for everybody else. */
export function troubleOf(policy: CompiledPolicy, principal: Principal): Trouble | null {
  return troubleWith(policy, principal, partyOf(policy, principal));
}

const unknown = { user: 'unknown-user', robot: 'unknown-robot', group: 'unknown-group' } as const;

export function isAdministrator(party: Party | null): boolean {
  return party?.isAdministrator === true;
}

/** The bounds of the credential that was presented; null where none was. One that is not there may do nothing. */
export function credentialBounds(policy: CompiledPolicy, principal: Principal): Bounds | null {
  const id = credentialIdOf(principal);
  return id === undefined ? null : (policy.credentialEntry(id)?.bounds ?? NOTHING_AT_ALL);
}

/** The credential that was presented; null where none was, or one that is not there. */
export function presentedCredential(policy: CompiledPolicy, principal: Principal): CredentialEntry | null {
  const id = credentialIdOf(principal);
  return id === undefined ? null : policy.credentialEntry(id);
}

function credentialIdOf(principal: Principal): string | undefined {
  return principal.kind === 'user' || principal.kind === 'robot' ? principal.credentialId : undefined;
}

/** Whether the caller may do less than he could himself. */
export function isLimited(policy: CompiledPolicy, principal: Principal, party = partyOf(policy, principal)): boolean {
  const own = party?.bounds.limits ?? null;
  return own !== null || (credentialBounds(policy, principal)?.limits ?? null) !== null;
}
