import {
  createGrant,
  deleteNamespace,
  type GrantView,
  listGrants,
  type NamespaceView,
  putNamespaceMember,
  readNamespace,
  removeNamespaceMember,
  type UserView,
} from '@spectacles/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

/** More than the connections that an instance has. */
const AT_ONCE = 16;

/** What came of a change. */
interface Outcome {
  readonly version: number | null;
  readonly status: number;
}

describe.runIf(databaseKinds.includes('MariaDB'))('two instances over one database', () => {
  let databases: DatabaseMaker;
  let instances: readonly [IdentityHarness, IdentityHarness];
  let root: UserView;
  let alice: UserView;
  let bob: UserView;
  let team: NamespaceView;
  let users: readonly UserView[];

  beforeAll(async () => {
    databases = await DatabaseMaker.start('MariaDB');
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    const databaseUrl = databases.make();
    instances = [await IdentityHarness.start({ databaseUrl }), await IdentityHarness.start({ databaseUrl })];
    const [identity] = instances;
    root = await identity.setUp();
    [alice, bob] = [await identity.user(root, 'alice'), await identity.user(root, 'bob')];
    users = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => one(at).user(root, `user${String(at)}`)));
    team = await identity.namespace(root, await identity.registry(root), 'team', alice);
    await identity.call(putNamespaceMember, {
      as: alice,
      params: { id: team.id, userId: bob.id },
      body: { role: 'manager' },
    });
  });
  afterEach(async () => {
    for (const instance of instances) await instance.close();
  });

  const one = (at: number): IdentityHarness => instances[at % 2 === 0 ? 0 : 1];
  const give = (as: UserView, at: number) =>
    one(at)
      .call(createGrant, {
        as,
        params: { id: team.id },
        body: { principal: { kind: 'user', id: users[at]?.id }, right: 'READ' },
      })
      .then(
        ({ policyVersion }): Outcome => ({ version: policyVersion ?? 0, status: 201 }),
        (error: unknown): Outcome => ({ version: null, status: (error as { status: number }).status }),
      );

  it('SEC-C09 takes nothing from a manager whose role ended in a commit before, whoever was asked', async () => {
    const given = users.map((_user, at) => give(bob, at));
    const reads = users.map((_user, at) => one(at).call(readNamespace, { as: alice, params: { id: team.id } }));
    const params = { id: team.id, userId: bob.id };
    const ended = (await instances[1].call(removeNamespaceMember, { as: alice, params })).policyVersion ?? 0;
    const outcomes = await Promise.all(given);
    expect((await Promise.all(reads)).every(({ status }) => status === 200)).toBe(true);
    for (const outcome of outcomes) expect(outcome).toSatisfy(isRefusedOrBefore(ended));
    const query = { limit: '200' };
    const { items } = (await instances[0].call(listGrants, { as: alice, params: { id: team.id }, query })).body as {
      items: GrantView[];
    };
    expect(items).toHaveLength(outcomes.filter(({ status }) => status === 201).length);
    expect(await give(bob, 0)).toMatchObject({ status: 404 });
  });

  it('leaves no entry in a namespace that goes away at the same time', async () => {
    const given = users.map((_user, at) => give(alice, at));
    const params = { id: team.id };
    const gone = (await instances[1].call(deleteNamespace, { as: alice, params })).policyVersion ?? 0;
    for (const outcome of await Promise.all(given)) expect(outcome).toSatisfy(isRefusedOrBefore(gone));
    const states = new Map<string, string | null>();
    for (const { kind, key, state } of await instances[0].policyRows()) states.set(`${kind} ${key}`, state);
    const left = [...states].filter(([key, state]) => key.startsWith('grant ') && state !== null);
    expect(left).toEqual([]);
  });
});

/** Refused as somebody who manages nothing here, or done in a commit before. */
function isRefusedOrBefore(n: number) {
  return ({ version, status }: Outcome): boolean => (version === null ? status === 403 || status === 404 : version < n);
}
