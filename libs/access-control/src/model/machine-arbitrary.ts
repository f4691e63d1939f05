import fc from 'fast-check';
import type { CredentialScope, PolicyRow } from '../policy-state.js';
import { verbs } from '../right.js';
import { aCredential, aRobot } from './policy-rows.js';
import {
  isRarely,
  namespaceIdOf,
  namespacePlace,
  patternText,
  registryIds,
  tombstoned,
  userIds,
  uuidOf,
} from './world.js';

export const robotIds = [uuidOf(4, 1), 'rob'] as const;
export const credentialIds = [uuidOf(5, 1), uuidOf(5, 2), 'key-3'] as const;

const scope: fc.Arbitrary<CredentialScope> = fc.record({
  registryId: fc.constantFrom(undefined, undefined, ...registryIds),
  pattern: patternText,
  actions: fc.subarray([...verbs], { minLength: 1 }),
});

const bounds = {
  scopes: fc.oneof(fc.constant(null), fc.array(scope, { maxLength: 3 })),
  expiresAt: fc.constantFrom(null, null, '2035-01-01T00:00:00.000Z'),
  addressRanges: fc.constantFrom([], [], [], ['10.0.0.1'], ['10.0.0.1', '192.0.2.7']),
};

export const robotRow = fc
  .record({
    ...bounds,
    id: fc.constantFrom(...robotIds),
    namespaceId: fc.oneof(fc.constant(null), namespacePlace.map(namespaceIdOf)),
    status: fc.constantFrom('active', 'active', 'active', 'active', 'disabled'),
    isGone: isRarely(),
  })
  .map(({ isGone, ...robot }): PolicyRow => tombstoned(aRobot(robot), isGone));

export const credentialRow = fc
  .record({
    ...bounds,
    id: fc.constantFrom(...credentialIds),
    owner: fc.oneof(
      fc.record({ kind: fc.constant('user' as const), id: fc.constantFrom(...userIds) }),
      fc.record({ kind: fc.constant('robot' as const), id: fc.constantFrom(...robotIds) }),
    ),
    isGone: isRarely(),
  })
  .map(({ isGone, ...credential }): PolicyRow => tombstoned(aCredential(credential), isGone));
