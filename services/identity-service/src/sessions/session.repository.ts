import type { Session } from './session.js';

/** Where sessions are kept. */
export abstract class SessionRepository {
  abstract add(session: Session): Promise<void>;
  abstract bySecretHash(secretHash: string): Promise<Session | null>;
  abstract noteSeen(id: string, at: Date): Promise<void>;
  abstract remove(id: string): Promise<void>;
  abstract idsOfUser(userId: string): Promise<string[]>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** Those that ended before: kept no longer. */
  abstract removeEnded(createdBefore: Date, seenBefore: Date): Promise<void>;
}
