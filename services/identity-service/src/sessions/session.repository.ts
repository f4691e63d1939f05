import type { Session } from './session.js';

/** Where sessions are kept. */
export abstract class SessionRepository {
  abstract add(session: Session): Promise<void>;
  abstract bySecretHash(secretHash: string): Promise<Session | null>;
  abstract byId(id: string): Promise<Session | null>;
  /** Those of a user, newest first, below an id where one is given. */
  abstract page(userId: string, below: string | null, limit: number): Promise<Session[]>;
  abstract noteSeen(id: string, at: Date): Promise<void>;
  abstract remove(id: string): Promise<void>;
  abstract idsOfUser(userId: string): Promise<string[]>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** Those that ended before: kept no longer. */
  abstract removeEnded(createdBefore: Date, seenBefore: Date): Promise<void>;
}
