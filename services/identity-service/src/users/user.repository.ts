import type { User } from './user.js';

/** Which page of a list, by the name of the last item of the one before. */
export interface NamePage {
  readonly after: string | null;
  readonly limit: number;
  /** A part of the name, letters of either case. */
  readonly search: string | null;
}

/** Where users are kept. */
export abstract class UserRepository {
  abstract byId(id: string): Promise<User | null>;
  abstract byIds(ids: readonly string[]): Promise<User[]>;
  abstract byUsername(username: string): Promise<User | null>;
  abstract save(user: User): Promise<void>;
  abstract remove(id: string): Promise<void>;
  abstract countActiveAdministrators(): Promise<number>;
  /** Sorted by name. */
  abstract page(page: NamePage): Promise<User[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<User[]>;
  /** Another hash of the same password, unless the password was changed meanwhile: no new version of the user. */
  abstract replaceHash(id: string, before: string, after: string): Promise<void>;
  /** Observed, not decided: no new version of the user. */
  abstract noteSeen(id: string, at: Date): Promise<void>;
}

/** What a name was given to, for ever. */
export type ReservedKind = 'user' | 'service' | 'robot' | 'group';

/** Names that were given once and are never given again. */
export abstract class ReservedNameRepository {
  abstract has(kind: ReservedKind, name: string): Promise<boolean>;
  abstract any(kind: ReservedKind): Promise<boolean>;
  abstract add(kind: ReservedKind, name: string, at: Date): Promise<void>;
}
