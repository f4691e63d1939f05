import { PolicyState } from '@spectacles/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alice, grant, id, namespace, REGISTRY } from './policy-log.fixture.js';
import { readOftenSeen } from './strict-states.js';

const ids = fc.oneof(
  { arbitrary: fc.uuid(), weight: 20 },
  {
    arbitrary: fc.constantFrom(REGISTRY, REGISTRY.toUpperCase(), 'x', `${REGISTRY}0`, id(1).replace('7a70', '0a70')),
    weight: 1,
  },
);
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<unknown> = fc.jsonValue()) =>
  fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: odd, weight: 1 });
const count = mostly(fc.nat(), fc.constantFrom(-1, 0.5, 2 ** 53, -0, null));
const role = mostly(fc.constantFrom('member', 'manager'));
const oneOf = (...kinds: readonly string[]) => fc.record({ kind: fc.constantFrom(...kinds), id: ids });
const times = fc.oneof(
  fc.constant(null),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('2030-02-30T00:00:00.000Z', '2030-01-01T00:00:00Z', '2030-01-01', '2030-01-01T24:00:00.000Z', ''),
);

/** States as they are written, with an odd thing among them now and then. */
const states: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({
    kind: fc.constant('grant'),
    id: ids,
    registryId: ids,
    namespaceId: fc.oneof(fc.constant(null), ids),
    principal: mostly(
      fc.oneof(
        oneOf('user', 'group', 'robot', 'nobody'),
        fc.record({ kind: fc.constantFrom('members', 'everyone', 'anonymous') }),
      ),
    ),
    right: mostly(fc.constantFrom('NONE', 'READ', 'WRITE', 'FULL')),
    verbs: fc.oneof(fc.constant(null), fc.subarray(['pull', 'push', 'fly'])),
    pattern: fc.constantFrom(null, null, 'team/*', '['),
  }),
  fc.record({ kind: fc.constant('group-member'), id: ids, groupId: ids, userId: ids, role }),
  fc.record({ kind: fc.constant('namespace-member'), id: ids, namespaceId: ids, userId: ids, role }),
  fc.record({
    kind: fc.constant('namespace'),
    id: ids,
    registryId: ids,
    path: mostly(fc.string()),
    owner: mostly(oneOf('user', 'group', 'robot')),
  }),
  fc.record({
    kind: fc.constant('user'),
    id: ids,
    username: mostly(fc.constantFrom('alice', 'a.b', 'A', '', 'a--', 'x'.repeat(65))),
    administrator: mostly(fc.boolean()),
    status: mostly(fc.constantFrom('active', 'disabled')),
    credentialVersion: count,
    labels: mostly(fc.constant({}), fc.dictionary(fc.string(), fc.array(fc.string()))),
    refreshRevokedBelow: count,
  }),
  fc.record({
    kind: fc.constant('credential'),
    id: ids,
    name: mostly(fc.string()),
    owner: mostly(oneOf('user', 'robot', 'group')),
    secretHash: mostly(fc.string({ unit: fc.constantFrom('0', 'f'), minLength: 63, maxLength: 65 })),
    scopes: fc.constantFrom(null, null, [], [{ pattern: '**', actions: ['pull'] }]),
    expiresAt: times,
    addressRanges: fc.constantFrom([], [], ['10.0.0.0/8'], ['home']),
  }),
);

/** With a field too many, or one too few, or the kind of another. */
const changed = fc.tuple(states, fc.nat(60), fc.nat(7)).map(([state, way, place]) => {
  const fields = Object.entries(state);
  if (way === 0) return { ...state, more: null };
  if (way === 1) return Object.fromEntries(fields.filter((_, at) => at !== place % fields.length));
  if (way === 2) return Object.fromEntries([...fields, ['__proto__', null]]);
  return way === 3 ? { ...state, kind: 'user' } : state;
});

it('takes nothing that the schema would not, and nothing otherwise than the schema would', () => {
  const taken = new Set<string>();
  fc.assert(
    fc.property(changed, (state) => {
      // As it comes from the log.
      const parsed = JSON.parse(JSON.stringify(state)) as Record<string, unknown>;
      const kind = String(parsed['kind']);
      const byHand = readOftenSeen(kind, parsed);
      if (byHand === null) return;
      taken.add(kind);
      expect(PolicyState.safeParse(parsed)).toEqual({ success: true, data: byHand });
    }),
    { numRuns: 6000 },
  );
  expect([...taken].sort()).toEqual(['credential', 'grant', 'group-member', 'namespace', 'namespace-member', 'user']);
});

it('takes what there is most of', () => {
  const credential = {
    kind: 'credential',
    id: id(5),
    name: 'laptop',
    owner: { kind: 'user', id: id(2) },
    secretHash: '0'.repeat(64),
    scopes: null,
    expiresAt: '2030-01-01T00:00:00.000Z',
    addressRanges: [],
  };
  const member = { kind: 'namespace-member', id: id(6), namespaceId: id(3), userId: id(2), role: 'manager' };
  for (const state of [grant(1, 'READ'), namespace, alice, credential, member])
    expect(readOftenSeen(state.kind, { ...state })).toEqual(state);
});
