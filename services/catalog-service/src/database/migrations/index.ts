import {
  CreateContents1763640000004,
  CreateImages1763640000003,
  CreateRepositories1763640000001,
  CreateTags1763640000002,
} from './0001-catalog.js';
import { CountOrdinaryTags1763670000005 } from './0002-supplement-tags.js';
import {
  CreateActivity1763740000003,
  CreateCredentialUses1763740000002,
  CreateDecisions1763740000001,
} from './0003-records.js';
import { CreateWholeReadings1763750000001 } from './0004-whole-readings.js';
import { AddDecisionsSecond1763750000003, AddDecisionsTop1763750000002 } from './0005-decision-places.js';

/** In the order in which they run. */
export const catalogMigrations = [
  CreateRepositories1763640000001,
  CreateTags1763640000002,
  CreateImages1763640000003,
  CreateContents1763640000004,
  CountOrdinaryTags1763670000005,
  CreateDecisions1763740000001,
  CreateCredentialUses1763740000002,
  CreateActivity1763740000003,
  CreateWholeReadings1763750000001,
  AddDecisionsTop1763750000002,
  AddDecisionsSecond1763750000003,
];
