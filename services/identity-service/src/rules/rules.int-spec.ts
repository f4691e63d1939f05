import { CompiledPolicy, decideAccess, type PolicyRow, PULL, PUSH } from '@spectacles/access-control';
import {
  changeUser,
  deleteRegistry,
  PolicyState,
  ReadPolicySnapshot,
  readRules,
  type RegistryView,
  replaceRules,
  type RuleListView,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;
let alice: UserView;
let registry: RegistryView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  alice = await identity.user(root, 'alice');
  registry = await identity.registry(root);
});
afterEach(() => identity.close());

const rule = (match: object, ...actions: string[]) => ({ match, actions });
const put = async (rules: readonly object[], more: object = {}, envelope = {}) => {
  const reply = await identity.call(replaceRules, {
    ...{ as: root, params: { id: registry.id }, envelope },
    body: { rules, ...more },
  });
  return { ...reply, view: reply.body as RuleListView };
};
const read = async () =>
  (await identity.call(readRules, { as: root, params: { id: registry.id } })).body as RuleListView;
const rows = async (n: number) => (await identity.policyRows()).filter((row) => row.n === n);

async function policy(): Promise<CompiledPolicy> {
  const compiled = CompiledPolicy.empty();
  compiled.apply(
    (await identity.policyRows()).map(
      ({ kind, key, state }) =>
        ({
          ...{ kind: kind as PolicyState['kind'], key },
          state: state === null ? null : PolicyState.parse(JSON.parse(state)),
        }) as PolicyRow,
    ),
  );
  return compiled;
}
async function granted(name: string, verbs = PULL | PUSH, user = alice): Promise<number> {
  const principal = { kind: 'user', userId: user.id } as const;
  return decideAccess(await policy(), principal, registry.id, { kind: 'repository', name, verbs }).granted;
}

describe('rules of a registry', () => {
  it('are taken as a whole and decide in their order', async () => {
    await put([rule({ account: 'alice', name: 'team/secret' }), rule({ name: 'team/*' }, 'pull')]);
    expect(await granted('team/app')).toBe(PULL);
    expect(await granted('team/secret')).toBe(0);
    const { rules, version } = await read();
    expect(rules.map(({ match }) => match.name)).toEqual(['team/secret', 'team/*']);
    expect(version).toBe(1);
  });

  it('tell readers only what is other than before', async () => {
    const first = await put([rule({ name: 'a' }, 'pull'), rule({ name: 'b' }, 'pull'), rule({ name: 'c' }, 'pull')]);
    const second = await put([rule({ name: 'a' }, 'pull'), rule({ name: 'c' }, 'pull'), rule({ name: 'd' }, 'pull')]);
    const ids = first.view.rules.map(({ id }) => id);
    const told = await rows(second.policyVersion ?? 0);
    expect(told.map(({ kind, key, state }) => [kind, key, state !== null])).toEqual([
      ['rule', ids[1], false],
      ['rule', ids[2], true],
      ['rule', second.view.rules[2]?.id, true],
      ['rule-list', registry.id, true],
    ]);
    const same = await put([rule({ name: 'a' }, 'pull'), rule({ name: 'c' }, 'pull'), rule({ name: 'd' }, 'pull')]);
    expect(same.policyVersion).toBe(second.policyVersion);
    expect(same.view.version).toBe(2);
  });

  it('SEC-C07 that cannot be used are refused with their places, and those in force stay', async () => {
    await put([rule({ name: 'team/*' }, 'pull')]);
    const broken = [
      rule({ name: 'a' }, 'pull'),
      rule({ name: '/(?=x)/' }, 'pull'),
      rule({ ip: '10.0.0.0/99' }, 'pull'),
    ];
    await expect(put(broken)).rejects.toMatchObject({
      code: 'RULES_INVALID',
      status: 422,
      errors: [{ pointer: '/rules/1/match/name' }, { pointer: '/rules/2/match/ip' }],
    });
    await expect(put([{ actions: ['pull'] }])).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '/rules/0/match' }],
    });
    await expect(put([{ match: {} }])).rejects.toMatchObject({ errors: [{ pointer: '/rules/0/actions' }] });
    expect(await granted('team/app')).toBe(PULL);
    expect((await read()).version).toBe(1);
  });

  it('SEC-C09 are one version for every reader: a commit holds the whole change', async () => {
    await put([rule({ name: 'a' }, 'pull'), rule({ name: 'b' }, 'push', 'pull')]);
    const swapped = await put([rule({ name: 'b' }, 'push', 'pull'), rule({ name: 'a' }, 'pull')]);
    const told = await rows(swapped.policyVersion ?? 0);
    expect(told.map(({ last }) => last)).toEqual([false, false, true]);
    const positions = told.flatMap(({ state }) => {
      const parsed = PolicyState.parse(JSON.parse(state ?? ''));
      return parsed.kind === 'rule' ? [parsed.position] : [];
    });
    expect(positions.toSorted()).toEqual([0, 1]);
  });

  it('SEC-C09 are not replaced by somebody who read an older list', async () => {
    await put([rule({ name: 'a' }, 'pull')]);
    await expect(put([], {}, { ifMatch: '"0"' })).rejects.toMatchObject({ status: 412 });
    expect((await put([], {}, { ifMatch: '"1"' })).view.rules).toEqual([]);
  });

  it('SEC-C01 insert an account literally', async () => {
    await put([rule({ name: '${account}' }, 'pull'), rule({ name: '${account}/*' }, 'pull', 'push')]);
    expect(await granted('prod/admin/app')).toBe(0);
    expect(await granted('alice/app')).toBe(PULL | PUSH);
  });

  it('SEC-C02 insert captured text literally', async () => {
    const dotted = await identity.user(root, 'a.b-bot');
    await put([rule({ account: '/^(.+)-bot$/', name: '/^${account:1}/' }, 'pull')]);
    expect(await granted('axb/app', PULL, dotted)).toBe(0);
  });

  it('SEC-C03 insert a label literally', async () => {
    const body = { labels: { team: ['*', '/.*/', 'blue'] } };
    await identity.call(changeUser, { as: root, params: { id: alice.id }, body });
    await put([rule({ name: '${labels:team}/*' }, 'pull'), rule({ name: '${labels:team}' }, 'pull')]);
    expect(await granted('victim/app', PULL)).toBe(0);
    expect(await granted('blue/app', PULL)).toBe(PULL);
  });

  it('SEC-C04 that match a part of a value are told apart, and new ones match all of it', async () => {
    const { view } = await put([{ ...rule({ name: '/team/' }, 'pull'), anchored: false }]);
    expect(view.warnings).toMatchObject([{ pointer: '/rules/0/match/name', code: 'RULE_UNANCHORED' }]);
    expect(await granted('evil-team-x')).toBe(PULL);
    expect((await put([rule({ name: '/team/' }, 'pull')])).view.warnings).toEqual([]);
    expect(await granted('evil-team-x')).toBe(0);
  });

  it('leave what they do not match to the entries, unless the list ends in deny', async () => {
    const team = await identity.namespace(root, registry, 'team', alice);
    await put([rule({ name: 'other/*' }, 'pull')]);
    expect(await granted(`${team.path}/app`)).toBe(PULL | PUSH);
    await put([rule({ name: 'other/*' }, 'pull')], { rulesOnly: true });
    expect(await granted(`${team.path}/app`)).toBe(0);
  });

  it('are part of the snapshot, and go with their registry', async () => {
    await put([rule({ name: 'a' }, 'pull')], { rulesOnly: true });
    const kinds = async () => {
      const page = await identity.messages.request(ReadPolicySnapshot, {
        from: { kind: 'rule', after: '' },
        limit: 100,
      });
      const lists = await identity.messages.request(ReadPolicySnapshot, {
        ...{ from: { kind: 'rule-list', after: '' }, limit: 100 },
      });
      return [...page.rows, ...lists.rows].map(({ kind }) => kind);
    };
    expect(await kinds()).toEqual(['rule', 'rule-list']);
    await identity.call(deleteRegistry, { as: root, params: { id: registry.id } });
    expect(await kinds()).toEqual([]);
  });

  it('are the business of administrators alone, before anything is looked at', async () => {
    const denied = identity.call(replaceRules, { as: alice, params: { id: registry.id }, body: { rules: 'nonsense' } });
    await expect(denied).rejects.toMatchObject({ status: 403 });
    await expect(identity.call(readRules, { as: alice, params: { id: registry.id } })).rejects.toMatchObject({
      status: 403,
    });
  });
});
