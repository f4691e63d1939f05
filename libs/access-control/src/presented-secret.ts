import { troubleOn, type Principal, type Trouble } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import type { CredentialState } from './policy-state.js';

/** A secret that was presented: the credential that it is of, whose that is, and whether it may be used so. */
export interface PresentedSecret {
  readonly credential: CredentialState;
  /** What its owner is called at the token door; null where there is no such user or robot. */
  readonly ownerName: string | null;
  readonly principal: Principal;
  /** Why its holder gets nothing anywhere; null where nothing is wrong. */
  readonly trouble: Trouble | null;
}

/**
 * Whose secret it is, by its SHA-256 (hex); null for one that nobody has. All of it by one look at the credential, which
 * knows its owner: each of the others would be a wait for memory, and every token has it.
 */
export function presentedSecret(
  policy: CompiledPolicy,
  secretHash: string,
  { at, address }: { readonly at: number; readonly address: string },
): PresentedSecret | null {
  const entry = policy.credentialEntryByHash(secretHash);
  if (entry === null) return null;
  const { state: credential, owner } = entry;
  const { id, owner: named } = credential;
  const principal: Principal =
    named.kind === 'user'
      ? { kind: 'user', userId: named.id, credentialId: id, at, address }
      : { kind: 'robot', robotId: named.id, credentialId: id, at, address };
  const ownerName = owner.state === null ? null : owner.name;
  return { credential, ownerName, principal, trouble: troubleOn(principal, owner, entry) };
}
