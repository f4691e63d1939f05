import type { NamePage } from '../users/user.repository.js';
import type { Group } from './group.js';

/** Where groups are kept. */
export abstract class GroupRepository {
  abstract byId(id: string): Promise<Group | null>;
  abstract byIds(ids: readonly string[]): Promise<Group[]>;
  abstract save(group: Group): Promise<void>;
  abstract remove(id: string): Promise<void>;
  /** Sorted by name; only those of one user where one is named. */
  abstract page(page: NamePage, memberId: string | null): Promise<Group[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Group[]>;
}
