import type { NamePage } from '../users/user.repository.js';
import type { Registry } from './registry.js';

/** Where registries are kept. */
export abstract class RegistryRepository {
  abstract byId(id: string): Promise<Registry | null>;
  abstract byIds(ids: readonly string[]): Promise<Registry[]>;
  abstract byName(name: string): Promise<Registry | null>;
  abstract save(registry: Registry): Promise<void>;
  abstract remove(id: string): Promise<void>;
  /** Sorted by name. */
  abstract page(page: NamePage): Promise<Registry[]>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Registry[]>;
}
