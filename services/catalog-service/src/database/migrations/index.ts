import {
  CreateContents1763640000004,
  CreateImages1763640000003,
  CreateRepositories1763640000001,
  CreateTags1763640000002,
} from './0001-catalog.js';

/** In the order in which they run. */
export const catalogMigrations = [
  CreateRepositories1763640000001,
  CreateTags1763640000002,
  CreateImages1763640000003,
  CreateContents1763640000004,
];
