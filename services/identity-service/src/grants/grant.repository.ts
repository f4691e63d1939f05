import type { GrantPrincipal } from '@spectacles/contracts';
import type { Grant, GrantPlace, NamedPrincipal } from './grant.js';

/** Which page of the grants of a place. */
export interface GrantPage {
  readonly after: string;
  readonly limit: number;
  /** A part of a pattern, or of the name of whoever a grant is for. */
  readonly search: string | null;
}

/** Where grants are kept. */
export abstract class GrantRepository {
  abstract byId(id: string): Promise<Grant | null>;
  abstract at(place: GrantPlace, principal: GrantPrincipal, pattern: string | null): Promise<Grant | null>;
  abstract save(grant: Grant): Promise<void>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** The grants of a place, sorted by id: in the order in which they were made. */
  abstract page(place: GrantPlace, page: GrantPage): Promise<Grant[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Grant[]>;
  /** The entries that name somebody, wherever they are. */
  abstract idsNaming(principal: NamedPrincipal): Promise<string[]>;
  /** The same, of several and in full. */
  abstract naming(principals: readonly NamedPrincipal[]): Promise<Grant[]>;
  abstract idsOfNamespace(namespaceId: string): Promise<string[]>;
  /** Everything in some places: namespaces, or registries for their defaults. */
  abstract ofPlaces(places: readonly string[]): Promise<Grant[]>;
  abstract idsOfDefaults(registryId: string): Promise<string[]>;
}
