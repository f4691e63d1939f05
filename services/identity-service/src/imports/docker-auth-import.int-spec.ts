import { compareSync, hashSync } from 'bcryptjs';
import {
  importDockerAuth,
  type ImportReport,
  listUsers,
  OpenSession,
  readRules,
  type RegistryView,
  type RuleListView,
  type UserView,
  VerifyCredentials,
} from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

const HASH = hashSync('old secret', 4).replace('$2b$', '$2y$');
const GOOD = `
server:
  addr: ":5001"
users:
  alice:
    password: "${HASH}"
    labels: { teams: [blue, red] }
  "": {}
acl:
  - match: { account: alice, name: "team/*" }
    actions: ["*"]
    comment: hers
  - match: { account: "" }
    actions: [pull]
`;

let identity: IdentityHarness;
let root: UserView;
let registry: RegistryView;

beforeEach(async () => {
  identity = await IdentityHarness.start();
  root = await identity.setUp();
  registry = await identity.registry(root);
});
afterEach(() => identity.close());

const take = async (body: string, dryRun = true) =>
  (
    await identity.call(importDockerAuth, {
      ...{ as: root, body },
      query: { registryId: registry.id, dryRun: String(dryRun) },
    })
  ).body as ImportReport;
const rules = async () =>
  (await identity.call(readRules, { as: root, params: { id: registry.id } })).body as RuleListView;
const names = async () =>
  listUsers.reply.parse((await identity.call(listUsers, { as: root })).body).items.map(({ username }) => username);
const refusals = async (body: string) => (await take(body)).refused.map(({ at }) => at);

describe('the import of a docker_auth file', () => {
  it('says in a dry run what it would take, and changes nothing', async () => {
    const report = await take(GOOD);
    expect(report).toMatchObject({ dryRun: true, refused: [] });
    expect(report.taken.map(({ at }) => at).toSorted()).toEqual([
      '/acl/0',
      '/acl/1',
      '/server',
      '/users/',
      '/users/alice',
    ]);
    expect(report.warnings).toEqual([]);
    expect(await names()).toEqual(['root']);
    expect((await rules()).rules).toEqual([]);
  });

  it('takes users with their labels, and rules that end in deny, in one commit', async () => {
    const before = (await identity.policyRows()).at(-1)?.n ?? 0;
    await take(GOOD, false);
    const list = await rules();
    expect(list).toMatchObject({ rulesOnly: true, version: 1 });
    expect(list.rules).toMatchObject([
      { match: { account: 'alice', name: 'team/*' }, actions: ['*'], anchored: false, comment: 'hers' },
      { match: { account: '' }, actions: ['pull'] },
    ]);
    const told = (await identity.policyRows()).filter(({ n }) => n > before);
    expect(new Set(told.map(({ n }) => n))).toEqual(new Set([before + 1]));
    expect(told.map(({ kind }) => kind)).toEqual(['user', 'rule', 'rule', 'rule-list']);
    expect(JSON.stringify(told)).not.toContain(HASH);
    expect(JSON.parse(told[0]?.state ?? '')).toMatchObject({ labels: { teams: ['blue', 'red'] } });
  });

  it('SEC-C07 refuses a rule without match or actions by its place, and the list in force stays', async () => {
    await take(GOOD, false);
    const broken = 'acl:\n  - actions: [pull]\n  - match: { name: a }\n';
    await expect(take(broken, false)).rejects.toMatchObject({
      code: 'IMPORT_REFUSED',
      errors: [{ pointer: '/acl/0/match' }, { pointer: '/acl/1/actions' }],
    });
    expect((await rules()).version).toBe(1);
  });

  it('takes one of two files with the same users at once, whole, and of the other nothing', async () => {
    const other = GOOD.replace('comment: hers', 'comment: of the other');
    const settled = await Promise.allSettled([take(GOOD, false), take(other, false)]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'IMPORT_REFUSED', errors: [{ pointer: '/users/alice' }] },
    });
    const list = await rules();
    expect(list.version).toBe(1);
    expect(list.rules[0]?.comment).toBe(settled[0].status === 'fulfilled' ? 'hers' : 'of the other');
    expect(await names()).toEqual(['alice', 'root']);
  });

  it('is done once where it is asked for twice', async () => {
    const query = { registryId: registry.id, dryRun: 'false' };
    const again = () =>
      identity.call(importDockerAuth, { as: root, body: GOOD, query, envelope: { commandId: 'the same' } });
    const first = await again();
    const rows = await identity.policyRows();
    expect(await again()).toEqual(first);
    expect(await identity.policyRows()).toEqual(rows);
  });

  it('that cannot be read takes no number of the policy, whatever it is', async () => {
    const before = await identity.policyRows();
    for (const broken of ['acl: [', 'acl:\n  - match: { name: "/(/" }\n    actions: [pull]\n', '', '[]'])
      await expect(take(broken, false)).rejects.toMatchObject({ code: 'IMPORT_REFUSED' });
    expect(await identity.policyRows()).toEqual(before);
  });

  it('refuses what cannot be expressed, place by place', async () => {
    const body = `
ldap_auth: { addr: ldap }
whatever: {}
users:
  nopassword: {}
  plain: { password: secret }
  Upper: { password: "${HASH}" }
  root: { password: "${HASH}" }
  extra: { password: "${HASH}", groups: [a] }
acl:
  - match: { name: "/a(?=b)/" }
    actions: [pull]
  - match: { name: "/(a)\\\\1/" }
    actions: [pull]
  - match: { unknown: x }
    actions: [pull]
  - match: { name: a }
    actions: [pull]
    also: this
`;
    expect(new Set(await refusals(body))).toEqual(
      new Set([
        ...['/ldap_auth', '/whatever', '/users/nopassword', '/users/plain/password', '/users/Upper', '/users/root'],
        ...['/users/extra/groups', '/acl/0/match/name', '/acl/1/match/name', '/acl/2/match/unknown', '/acl/3/also'],
      ]),
    );
    await expect(take(body, false)).rejects.toMatchObject({ code: 'IMPORT_REFUSED' });
    expect(await names()).toEqual(['root']);
  });

  it('warns of rules that say something else than it seems', async () => {
    const report = await take('acl:\n  - match: { account: nobody, name: /team/ }\n    actions: [pull, write]\n');
    expect(report.warnings.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual([
      '/acl/0/actions/1 RULE_ACTION_UNKNOWN',
      '/acl/0/match/account RULE_ACCOUNT_UNKNOWN',
      '/acl/0/match/name RULE_UNANCHORED',
    ]);
  });

  it.each([
    ['no YAML', 'users: [', ''],
    ['no mapping', '- a', ''],
    ['a key twice', 'acl: []\nacl: []', ''],
    ['nothing', '', ''],
    ['no rules', 'users: {}', '/acl'],
    ['nested too deep', '['.repeat(100_000), ''],
    ['aliases of aliases', `${aliases(12)}\nacl: []`, ''],
  ])('answers a file with %s by saying so', async (_what, body, at) => {
    expect(await refusals(body)).toContain(at);
  });

  it('is for administrators alone', async () => {
    const alice = await identity.user(root, 'alice');
    const query = { registryId: registry.id, dryRun: 'true' };
    const asked = identity.call(importDockerAuth, { as: alice, body: GOOD, query });
    await expect(asked).rejects.toMatchObject({ status: 403 });
  });

  it('lets its users in with their old passwords, and replaces the hash at the first sign-in', async () => {
    await take(GOOD, false);
    identity.hasher.others = compareSync;
    const request = { username: 'alice', password: 'old secret', address: '192.0.2.1' };
    const { hashes } = identity.hasher;
    const versions = new Set<number>();
    for (let round = 0; round < 2; round += 1) {
      await identity.messages.request(OpenSession, { ...request, userAgent: 'test' });
      await waitFor(async () => !(await identity.passwordHashOf('alice')).startsWith('$2'), { what: 'the new hash' });
      const { credentialVersion } = await identity.messages.request(VerifyCredentials, request);
      versions.add(credentialVersion);
    }
    expect(identity.hasher.hashes).toBe(hashes + 1);
    expect([...versions]).toEqual([1]);
    expect(await identity.passwordHashOf('alice')).toBe('counted:old secret');
  });

  it('never lets somebody in whose password is another', async () => {
    await take(GOOD, false);
    const request = { username: 'alice', password: 'wrong', address: '192.0.2.1', userAgent: 'test' };
    await expect(identity.messages.request(OpenSession, request)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
  });
});

/** Each level names the one before ten times. */
function aliases(levels: number): string {
  const lines = ['l0: &l0 [x]'];
  for (let level = 1; level < levels; level += 1) {
    const again = Array.from({ length: 10 }, () => `*l${String(level - 1)}`).join(', ');
    lines.push(`l${String(level)}: &l${String(level)} [${again}]`);
  }
  return lines.join('\n');
}
