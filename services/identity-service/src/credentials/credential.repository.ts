import type { CredentialOwner, StoredCredential } from './credential.js';

/** Where tokens and robots' secrets are kept, without the secrets themselves. */
export abstract class CredentialRepository {
  abstract byId(id: string): Promise<StoredCredential | null>;
  abstract byIds(ids: readonly string[]): Promise<StoredCredential[]>;
  abstract bySecretHash(secretHash: string): Promise<StoredCredential | null>;
  abstract save(credential: StoredCredential): Promise<void>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  abstract countOf(ownerId: string): Promise<number>;
  /** Newest first, below an id where one is given. */
  abstract page(ownerId: string, below: string | null, limit: number): Promise<StoredCredential[]>;
  /** Those of some owners, oldest first. */
  abstract ofOwners(ownerIds: readonly string[]): Promise<StoredCredential[]>;
  /** Of an owner, or of every owner of a kind, that end within a time; the next to end first. */
  abstract ending(
    of: { ownerId: string } | { kind: CredentialOwner['kind'] },
    span: EndSpan,
  ): Promise<StoredCredential[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<StoredCredential[]>;
}

/** Between when and when something ends. */
export interface EndSpan {
  readonly from: Date;
  readonly until: Date;
}
