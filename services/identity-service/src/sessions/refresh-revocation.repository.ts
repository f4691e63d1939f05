import type { RefreshRevocation } from './refresh-revocation.js';

/** Which refresh tokens were ended before their time. */
export abstract class RefreshRevocationRepository {
  abstract add(revocation: RefreshRevocation): Promise<void>;
  /** Which of these were ended one by one. */
  abstract revokedOf(ids: readonly string[]): Promise<ReadonlySet<string>>;
  abstract expired(before: Date, limit: number): Promise<RefreshRevocation[]>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** Everything that the user's clients hold is dead. */
  abstract cutOff(userId: string, at: Date): Promise<void>;
  /** When that was last; null: never. */
  abstract cutOffAt(userId: string): Promise<Date | null>;
  /** Those before are told by the end of every refresh token itself. */
  abstract removeCutOffs(before: Date): Promise<void>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<RefreshRevocation[]>;
}
