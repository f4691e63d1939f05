import type { GrantPrincipal } from '@spectacles/contracts';
import type { Grant, GrantPlace } from './grant.js';

/** Where grants are kept. */
export abstract class GrantRepository {
  abstract byId(id: string): Promise<Grant | null>;
  abstract at(place: GrantPlace, principal: GrantPrincipal): Promise<Grant | null>;
  abstract save(grant: Grant): Promise<void>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** The grants of a place, sorted by id: in the order in which they were made. */
  abstract page(place: GrantPlace, after: string, limit: number): Promise<Grant[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Grant[]>;
  abstract idsOfUser(userId: string): Promise<string[]>;
  abstract idsOfNamespace(namespaceId: string): Promise<string[]>;
  abstract idsOfDefaults(registryId: string): Promise<string[]>;
}
