import { PolicyState } from '@spectacles/contracts';
import { describe, expect, it } from 'vitest';
import { grant, id, namespace, REGISTRY } from './policy-log.fixture.js';
import { readPolicyRows } from './policy-rows.js';
import { readOftenSeen } from './strict-states.js';

const member = { kind: 'group-member', id: id(5), groupId: id(6), userId: id(7), role: 'member' };
const general = { ...grant(1, 'READ'), principal: { kind: 'everyone' } };
const states: readonly Readonly<Record<string, unknown>>[] = [grant(1, 'READ'), general, namespace, member].map(
  (state) => ({ ...state }),
);

/** What may stand in a field that should not. */
const oddities: readonly unknown[] = [
  ...[undefined, null, 0, true, '', 'x', [], {}, 'READ', 'manager', 'group', REGISTRY.toUpperCase(), `${REGISTRY} `],
  ...[
    { kind: 'user' },
    { kind: 'user', id: 'x' },
    { kind: 'user', id: id(3), more: 1 },
    { kind: 'everyone', id: id(3) },
  ],
  ...[{ kind: 'robot', id: id(3) }, { kind: 'members' }, { kind: 'nobody', id: id(3) }, ['pull'], 'team/*'],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0199a7c0-7a70-0a70-8a70-000000000001',
  ],
];

/** Every state with one field wrong, gone, or too many. */
function variants(state: Readonly<Record<string, unknown>>): readonly unknown[] {
  const changed = Object.keys(state).flatMap((field) => oddities.map((oddity) => ({ ...state, [field]: oddity })));
  const lacking = Object.keys(state).map((field) =>
    Object.fromEntries(Object.entries(state).filter(([name]) => name !== field)),
  );
  return [state, { ...state, more: 1 }, ...changed, ...lacking];
}

describe('rows that are read by hand', () => {
  it('are read as the schema reads them, or not at all', () => {
    let read = 0;
    for (const variant of states.flatMap(variants)) {
      const kind = (variant as { kind: string }).kind;
      const byHand = readOftenSeen(kind, variant);
      if (byHand === null) continue;
      read += 1;
      expect(PolicyState.safeParse(variant)).toEqual({ success: true, data: byHand });
    }
    expect(read).toBeGreaterThan(states.length);
  });

  it('are those of which there are most', () => {
    for (const state of states) expect(readOftenSeen(String(state['kind']), state)).toEqual(state);
    for (const state of [null, 'x', [], 7]) expect(readOftenSeen('grant', state)).toBeNull();
  });

  it('are refused by the schema where they are wrong, and named', () => {
    const row = { kind: 'grant', key: id(101), state: { ...grant(1, 'READ'), colour: 'red' } };
    expect(() => readPolicyRows([row])).toThrow(/colour/);
    expect(() => readPolicyRows([{ ...row, state: grant(2, 'READ') }])).toThrow('it holds another object');
  });

  it('get what a newer program added where an older one wrote them', () => {
    const { verbs: _verbs, pattern: _pattern, ...older } = grant(1, 'READ');
    expect(readPolicyRows([{ kind: 'grant', key: older.id, state: older }])).toMatchObject([
      { state: { verbs: null, pattern: null } },
    ]);
  });
});
