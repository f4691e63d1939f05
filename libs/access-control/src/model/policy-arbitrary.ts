import fc from 'fast-check';
import type { Principal } from '../caller.js';
import type { GrantPrincipal, PolicyRow } from '../policy-state.js';
import { entryVerbs, rights } from '../right.js';
import { credentialRow, robotRow, credentialIds, robotIds } from './machine-arbitrary.js';
import { aGrant, aGroup, aGroupMember, aNamespace, aNamespaceMember, aRegistry, aUser } from './policy-rows.js';
import { ruleListRow, ruleRow } from './rule-arbitrary.js';
import {
  groupIds,
  isRarely,
  isSeldom,
  namespaceIdOf,
  namespacePlace,
  patternText,
  registryIds,
  tombstoned,
  userIds,
  uuidOf,
} from './world.js';

const labels = fc.constantFrom({}, {}, { team: ['a'] }, { team: ['a', 'b'], '*': ['*'] }, { team: ['*'] });

const userRow = fc
  .record({
    key: fc.constantFrom(...userIds),
    administrator: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    status: fc.constantFrom('active', 'active', 'active', 'disabled'),
    labels,
    isGone: isRarely(),
  })
  .map(({ key, isGone, ...user }): PolicyRow => tombstoned(aUser({ id: key, ...user }), isGone));

const registryRow = fc
  .record({ key: fc.constantFrom(...registryIds), isGone: isRarely() })
  .map(({ key, isGone }): PolicyRow => tombstoned(aRegistry({ id: key }), isGone));

const groupRow = fc
  .record({ key: fc.constantFrom(...groupIds), isGone: isRarely() })
  .map(({ key, isGone }): PolicyRow => tombstoned(aGroup({ id: key }), isGone));

const role = fc.constantFrom('member' as const, 'manager' as const);

const groupMemberRow = fc
  .record({
    group: fc.constantFrom(...groupIds, 'no-group'),
    user: fc.constantFrom(...userIds, 'nobody'),
    role,
    twin: isRarely(),
    isGone: isRarely(),
  })
  .map(({ group, user, role, twin, isGone }): PolicyRow => {
    const member = aGroupMember(group, user, role);
    return tombstoned(twin ? { ...member, id: 'twin' } : member, isGone);
  });

const namespaceMemberRow = fc
  .record({ place: namespacePlace, user: fc.constantFrom(...userIds), role, isGone: isRarely() })
  .map(({ place, user, role, isGone }): PolicyRow =>
    tombstoned(aNamespaceMember(namespaceIdOf(place), user, role), isGone),
  );

const namespaceRow = fc
  .record({
    place: namespacePlace,
    owner: fc.oneof(
      fc.record({ kind: fc.constant('user' as const), id: fc.constantFrom(...userIds, 'nobody') }),
      fc.record({ kind: fc.constant('group' as const), id: fc.constantFrom(...groupIds, 'no-group') }),
    ),
    isGone: isRarely(),
  })
  .map(({ place, owner, isGone }): PolicyRow =>
    tombstoned(aNamespace({ id: namespaceIdOf(place), ...place, owner }), isGone),
  );

const grantPrincipal: fc.Arbitrary<GrantPrincipal> = fc.oneof(
  fc.constantFrom(...userIds, 'nobody').map((id) => ({ kind: 'user' as const, id })),
  fc.constantFrom(...groupIds, 'no-group').map((id) => ({ kind: 'group' as const, id })),
  fc.constantFrom(...robotIds).map((id) => ({ kind: 'robot' as const, id })),
  fc.constantFrom({ kind: 'members' as const }, { kind: 'everyone' as const }, { kind: 'anonymous' as const }),
);

const grantRow = fc
  .record({
    key: fc
      .integer({ min: 0, max: 24 })
      .map((number) => (number % 4 === 0 ? `grant-${String(number)}` : uuidOf(6, number))),
    place: namespacePlace,
    isDefault: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    principal: grantPrincipal,
    right: fc.constantFrom(...rights),
    verbs: isSeldom(fc.subarray([...entryVerbs])),
    pattern: isSeldom(patternText),
    isGone: isRarely(),
  })
  .map(({ key, place, isDefault, isGone, ...grant }): PolicyRow => {
    const namespaceId = isDefault ? null : namespaceIdOf(place);
    return tombstoned(aGrant({ id: key, registryId: place.registryId, namespaceId, ...grant }), isGone);
  });

const anyRow = fc.oneof(
  { arbitrary: userRow, weight: 2 },
  { arbitrary: groupRow, weight: 1 },
  { arbitrary: robotRow, weight: 2 },
  { arbitrary: registryRow, weight: 1 },
  { arbitrary: namespaceRow, weight: 9 },
  { arbitrary: groupMemberRow, weight: 4 },
  { arbitrary: namespaceMemberRow, weight: 2 },
  { arbitrary: credentialRow, weight: 3 },
  { arbitrary: grantRow, weight: 22 },
);

function inNorth(path: string): string {
  return namespaceIdOf({ registryId: 'north', path });
}

/** So many entries for others that levels are asked by an index: from the beginning, from the middle on, or not at all. */
const crowd: readonly PolicyRow[] = [inNorth('a'), inNorth('a/b'), null].flatMap((namespaceId, place) =>
  Array.from({ length: 40 }, (_, n) => {
    const principal = { kind: 'user' as const, id: n % 2 === 0 ? `other-${String(n % 36)}` : uuidOf(7, n % 36) };
    const id = uuidOf(8, 100 * place + n);
    return tombstoned(aGrant({ id, registryId: 'north', namespaceId, principal, right: 'FULL' }), false);
  }),
);

const crowds = fc.constantFrom(0, 0, 0, 0, 0, 0, crowd.length, -crowd.length / 2);

/** Rows as a log might carry them: in any order, again and again, with tombstones among them; with rules now and then. */
export const policyRows: fc.Arbitrary<readonly PolicyRow[]> = fc
  .tuple(
    fc.array(anyRow, { maxLength: 70, size: 'max' }),
    fc.oneof(
      fc.constant([]),
      fc.constant([]),
      fc.array(fc.oneof(ruleRow, ruleRow, ruleRow, ruleListRow), { maxLength: 6 }),
    ),
    fc.integer({ min: 0, max: 7 }),
    crowds,
  )
  .map(([rows, rules, one, crowded]) => [
    ...(one > 0 ? foundations : []),
    ...crowd.slice(0, Math.max(0, crowded)),
    ...rows,
    ...crowd.slice(Math.min(crowded, 0) + crowd.length),
    ...rules,
  ]);

/** Without these most random worlds would have no registry or no user to speak of. */
const foundations: readonly PolicyRow[] = [
  ...registryIds.map((id) => tombstoned(aRegistry({ id }), false)),
  ...userIds.map((id) => tombstoned(aUser({ id }), false)),
  ...groupIds.map((id) => tombstoned(aGroup({ id }), false)),
];

const addresses = [undefined, '10.0.0.1', '10.0.0.2', '192.0.2.7'] as const;
const times = [undefined, Date.UTC(2030, 0), Date.UTC(2040, 0)] as const;

const callers: fc.Arbitrary<Principal> = fc
  .record({
    who: fc.constantFrom(
      { kind: 'anonymous' as const },
      ...[...userIds, 'nobody'].map((userId) => ({ kind: 'user' as const, userId })),
      ...[...userIds, ...userIds].map((userId) => ({ kind: 'user' as const, userId })),
      ...[...robotIds, 'no-robot'].map((robotId) => ({ kind: 'robot' as const, robotId })),
      ...[...groupIds, 'no-group'].map((groupId) => ({ kind: 'group' as const, groupId })),
    ),
    credentialId: fc.constantFrom(undefined, undefined, undefined, ...credentialIds, 'no-key'),
    address: fc.constantFrom(...addresses),
    at: fc.constantFrom(...times),
  })
  .map(({ who, credentialId, address, at }): Principal =>
    who.kind === 'anonymous' || who.kind === 'group' ? { ...who, address } : { ...who, credentialId, address, at },
  );

/** Who is asked about, with every repository; `null` is the catalog. */
export const questioners = fc.array(callers, { minLength: 6, maxLength: 6 });
