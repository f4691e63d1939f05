import {
  type LogRow,
  PolicyChanged,
  PolicyState,
  ReadPolicyLog,
  ReadPolicySnapshot,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '@spectacles/testing';
import { IdentityHarness } from '../test-support/identity-harness.js';
import { PolicyChangedTwin } from '../test-support/policy-changed-twin.js';

let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
});
afterEach(() => identity.close());

async function snapshot(limit: number) {
  const rows = [];
  let from: { kind: string; after: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(from, limit);
    rows.push(...page.rows);
    from = page.next;
  } while (from !== null);
  return rows;
}
const readPage = (from: { kind: string; after: string } | null, limit: number) =>
  identity.messages.request(ReadPolicySnapshot, { from, limit });

/** The states that are left when every row has been applied. */
function replay(rows: readonly Pick<LogRow, 'kind' | 'key' | 'state'>[]): Map<string, unknown> {
  const states = new Map<string, unknown>();
  for (const { kind, key, state } of rows)
    if (state === null) states.delete(`${kind} ${key}`);
    else states.set(`${kind} ${key}`, PolicyState.parse(JSON.parse(state)));
  return states;
}

async function populate(): Promise<void> {
  const alice = await identity.user(root, 'alice');
  const bob = await identity.user(root, 'bob');
  const registry = await identity.registry(root);
  const team = await identity.namespace(root, registry, 'team', alice);
  await identity.grant(alice, team, { principal: { kind: 'user', id: bob.id }, right: 'WRITE' });
  await identity.grant(alice, team, { principal: { kind: 'everyone' }, right: 'READ' });
  await identity.disable(root, bob);
}

/** Their longest certificates together are more than a message carries. */
const REGISTRIES = 80;

describe('the policy log', () => {
  it('has a whole state in every row, and no number missing', async () => {
    await populate();
    const rows = await identity.policyRows();
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(replay(rows).size).toBe(7);
  });

  it.each([1, 2, 3, 1000])('and its snapshot in pages of %i tell the same', async (limit) => {
    await populate();
    expect(replay(await snapshot(limit))).toEqual(replay(await identity.policyRows()));
  });

  it('sends a reader that is new, or from another log, to the snapshot', async () => {
    for (const after of [null, { n: 1, id: 'of another log' }, { n: 99, id: 'later' }]) {
      const page = await identity.messages.request(ReadPolicyLog, { after, skip: 0, limit: 10 });
      expect(page).toMatchObject({ outcome: 'snapshot', head: { n: 1 } });
    }
  });

  it('leaves no trace of what was refused', async () => {
    await expect(identity.user(root, 'root')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    await identity.user(root, 'alice');
    expect((await identity.policyRows()).map(({ n }) => n)).toEqual([1, 2]);
  });

  it('rings after every commit', async () => {
    const twin = await PolicyChangedTwin.start(identity.bus);
    await identity.user(root, 'alice');
    await expect(identity.user(root, 'alice')).rejects.toThrow();
    await identity.user(root, 'bob');
    await waitFor(() => twin.heard.length === 2, { what: `two doorbells (${PolicyChanged.subject})` });
    expect(twin.heard).toEqual([2, 3]);
    await twin.close();
  });

  it.each(['x', '\n', '€'])('stays within a message, however long the certificates are: %j', async (character) => {
    const caCertificate = character.repeat(16_000);
    for (let index = 0; index < REGISTRIES; index += 1)
      await identity.registry(root, { name: `r${String(index)}`, service: `s${String(index)}`, caCertificate });
    const page = await readPage({ kind: 'registry', after: '' }, 1000);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(1_000_000);
    expect(page.rows.length).toBeGreaterThan(0);
    expect((await snapshot(1000)).filter(({ kind }) => kind === 'registry')).toHaveLength(REGISTRIES);
    const rows = await identity.messages.request(ReadPolicyLog, { after: { n: 0, id: '' }, skip: 0, limit: 1000 });
    expect(Buffer.byteLength(JSON.stringify(rows))).toBeLessThan(1_000_000);
  });
});
