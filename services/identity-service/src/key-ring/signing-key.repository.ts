import type { SigningKeyState } from '@spectacles/contracts';

/** Where the sealed keys are kept; nobody here can open them. */
export abstract class SigningKeyRepository {
  abstract save(key: SigningKeyState): Promise<void>;
  abstract idsOfRegistry(registryId: string): Promise<string[]>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<SigningKeyState[]>;
}
