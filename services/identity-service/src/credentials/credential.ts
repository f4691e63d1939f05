import type { CredentialScope, CredentialState } from '@spectacles/contracts';

/** Whose a credential is: it never does more than its owner may. */
export interface CredentialOwner {
  readonly kind: 'user' | 'robot';
  readonly id: string;
}

/** A personal access token, or one secret of a robot. */
export interface StoredCredential {
  readonly id: string;
  readonly name: string;
  readonly owner: CredentialOwner;
  /** SHA-256 of the secret, hexadecimal: 256 random bits need no slow hash. */
  readonly secretHash: string;
  /** null: all that its owner may. */
  readonly scopes: readonly CredentialScope[] | null;
  expiresAt: Date | null;
  /** Empty: from anywhere. */
  readonly addressRanges: readonly string[];
  readonly createdAt: Date;
}

/** What decisions need to know of a credential. */
export function toCredentialState(credential: StoredCredential): CredentialState {
  return {
    kind: 'credential',
    id: credential.id,
    name: credential.name,
    owner: { ...credential.owner },
    secretHash: credential.secretHash,
    scopes: credential.scopes === null ? null : [...credential.scopes],
    expiresAt: credential.expiresAt?.toISOString() ?? null,
    addressRanges: [...credential.addressRanges],
  };
}

/** Whether its time is over. */
export function hasEnded({ expiresAt }: { readonly expiresAt: Date | null }, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}
