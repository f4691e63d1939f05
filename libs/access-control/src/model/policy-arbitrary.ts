import fc from 'fast-check';
import type { GrantPrincipal, PolicyRow } from '../policy-state.js';
import { rights } from '../right.js';
XX;
import { aGrant, aNamespace, aRegistry, aUser } from './policy-rows.js';

/** Small worlds on purpose: with few names, users and levels most entries meet. */
const userIds = ['ada', 'bea', 'cyd'] as const;
export const registryIds = ['north', 'south'] as const;

/** Paths beside, above and below one another, with the characters before and after the slash in ASCII. */
const paths = ['', 'a', 'a/b', 'a/b/c', 'a-b', 'a.b', 'a0', 'a/b0', 'b', 'b/a'] as const;

/** Names in, beside, above and below those paths. */
const repositoryNames = [
  ...['a', 'b', 'c', 'a0', 'a/a', 'a/b', 'a/c', 'a/b/c', 'a/b/d', 'a/b/c/d', 'a/b/c/d/e', 'a/b0', 'a/b0/c'],
  ...['a-b', 'a-b/c', 'a.b/c', 'a0/c', 'b/a', 'b/a/c', 'b/c', 'c/a', 'c/a/b', '0/a', 'z/z'],
];

const callers: readonly Principal[] = [
  { kind: 'anonymous' },
  ...[...userIds, 'nobody'].map((userId) => ({ kind: 'user' as const, userId })),
];

/** Every question that can be asked of such a world. */
export const questions = [...registryIds, 'nowhere'].flatMap((registryId) =>
  callers.flatMap((caller) => repositoryNames.map((name) => ({ caller, registryId, name }))),
);

const userRow = fc
  .record({
    key: fc.constantFrom(...userIds),
    administrator: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    status: fc.constantFrom('active', 'active', 'active', 'disabled'),
    isGone: isRarely(),
  })
  .map(({ key, isGone, ...user }): PolicyRow => ({
    kind: 'user',
    key,
    state: isGone ? null : aUser({ id: key, ...user }),
  }));

const registryRow = fc
  .record({ key: fc.constantFrom(...registryIds), isGone: isRarely() })
  .map(({ key, isGone }): PolicyRow => ({ kind: 'registry', key, state: isGone ? null : aRegistry({ id: key }) }));

const namespacePlace = fc.record({
  registryId: fc.constantFrom('north', 'north', 'north', 'south'),
  path: fc.constantFrom(...paths, '', 'a', 'a/b', 'a', 'a/b'),
});

const namespaceRow = fc
  .record({
    place: namespacePlace,
    owner: fc.record({ kind: fc.constantFrom('user', 'user', 'group'), id: fc.constantFrom(...userIds, 'nobody') }),
    isGone: isRarely(),
  })
  .map(({ place, owner, isGone }): PolicyRow => {
    const key = namespaceIdOf(place);
    return { kind: 'namespace', key, state: isGone ? null : aNamespace({ id: key, ...place, owner }) };
  });

const grantPrincipal: fc.Arbitrary<GrantPrincipal> = fc.oneof(
  fc.constantFrom(...userIds, 'nobody').map((id) => ({ kind: 'user' as const, id })),
  fc.constantFrom({ kind: 'everyone' as const }, { kind: 'anonymous' as const }),
);

const grantRow = fc
  .record({
    key: fc.integer({ min: 0, max: 19 }).map((number) => `grant-${String(number)}`),
    place: namespacePlace,
    isDefault: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    principal: grantPrincipal,
    right: fc.constantFrom(...rights),
    isGone: isRarely(),
  })
  .map(({ key, place, isDefault, principal, right, isGone }): PolicyRow => {
    const namespaceId = isDefault ? null : namespaceIdOf(place);
    const grant = aGrant({ id: key, registryId: place.registryId, namespaceId, principal, right });
    return { kind: 'grant', key, state: isGone ? null : grant };
  });

/** Rows as a log might carry them: in any order, again and again, with tombstones among them. */
export const policyRows: fc.Arbitrary<readonly PolicyRow[]> = fc
  .tuple(
    fc.array(fc.oneof(...weighted([userRow, 1], [registryRow, 1], [namespaceRow, 8], [grantRow, 16])), {
      maxLength: 70,
      size: 'max',
    }),
    fc.integer({ min: 0, max: 7 }).map((one) => one > 0),
  )
  .map(([rows, isSettled]) => (isSettled ? [...foundations, ...rows] : rows));

/** Without these most random worlds would have no registry or no user to speak of. */
const foundations: readonly PolicyRow[] = [
  ...registryIds.map((key): PolicyRow => ({ kind: 'registry', key, state: aRegistry({ id: key }) })),
  ...userIds.map((key): PolicyRow => ({ kind: 'user', key, state: aUser({ id: key }) })),
];

function namespaceIdOf({ registryId, path }: { registryId: string; path: string }): string {
  return `${registryId}:${path}`;
}

function isRarely(): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 15 }).map((one) => one === 0);
}

function weighted<T>(...choices: readonly (readonly [fc.Arbitrary<T>, number])[]) {
  return choices.map(([arbitrary, weight]) => ({ arbitrary, weight }));
}
