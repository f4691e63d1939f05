import type { RegistryClient } from '@spectacles/registry-client';
import type { Catalog } from '../catalog/catalog.js';
import type { RecheckBudget } from './recheck-budget.js';
import type { SweepProgress } from './sweep.js';

/** What every repository of a sweep is read with. */
export interface ReaderParts {
  readonly registryId: string;
  readonly client: RegistryClient;
  readonly catalog: Catalog;
  readonly budget: RecheckBudget;
  readonly progress: SweepProgress;
}

/** A repository to be read. */
export interface RepositoryToRead {
  readonly name: string;
  /** Its position in the order of the sweep. */
  readonly rank: number;
  /** Whether the catalog has it. */
  readonly known: boolean;
}
