import { importDockerAuth, listUsers, readProfile, readRules } from '@spectacles/contracts';
import type { RegistryView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleClient } from '../clients/console-client.js';
import { requestToken } from '../clients/token-client.js';
import {
  OLD_ADDRESSES,
  OLD_NAMES,
  oldConfiguration,
  oldPassword,
  OLD_RULES,
  OLD_SERVICE,
  OLD_USERS,
} from '../docker-auth/migrating-installation.js';
import { grantedByAcl } from '../docker-auth/plain-acl.js';
import { House } from '../house.js';

const ACCOUNTS = ['', ...Object.keys(OLD_USERS)];
const ACTIONS = [['pull'], ['push', 'pull'], ['pull', 'push', 'delete'], ['delete']] as const;

interface Question {
  readonly account: string;
  readonly name: string;
  readonly ip: string;
  readonly actions: readonly string[];
}

/** Every account on every name, twice, with actions and addresses taken in turn. */
const QUESTIONS: readonly Question[] = ACCOUNTS.flatMap((account, row) =>
  OLD_NAMES.flatMap((name, column) =>
    [0, 1].map((round) => ({
      account,
      name,
      ip: OLD_ADDRESSES[(row + column + round * 3) % OLD_ADDRESSES.length] ?? '',
      actions: ACTIONS[(row * 3 + column + round) % ACTIONS.length] ?? [],
    })),
  ),
);

describe('a docker_auth installation that moves here', () => {
  let house: House;
  let registry: RegistryView;
  const send = (body: string, dryRun: boolean) =>
    house.administrator.send(importDockerAuth, {
      query: { registryId: registry.id, dryRun: String(dryRun) },
      body,
      headers: { 'content-type': 'application/yaml' },
    });
  const ask = ({ account, name, ip, actions }: Question, type = 'repository') =>
    requestToken(house.url, {
      service: OLD_SERVICE,
      scopes: [`${type}:${name}:${actions.join(',')}`],
      headers: { 'x-forwarded-for': ip },
      ...(account === '' ? {} : { user: account, password: oldPassword(account) }),
    });

  beforeAll(async () => {
    // The test's own addresses are believed as a proxy would tell them.
    house = await House.build({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
    registry = await house.draft({ service: OLD_SERVICE });
  });
  afterAll(() => house.close());

  it('tells in a dry run what would be taken, and changes nothing', async () => {
    const answer = await send(oldConfiguration(), true);
    expect(answer.status).toBe(200);
    const report = importDockerAuth.reply.parse(answer.json);
    expect(report.refused).toEqual([]);
    expect(report.taken.filter(({ at }) => at.startsWith('/acl/'))).toHaveLength(OLD_RULES.length);
    expect(report.taken.filter(({ at }) => at.startsWith('/users/')).length).toBeGreaterThanOrEqual(6);
    expect((await house.administrator.call(listUsers)).items).toHaveLength(1);
    expect((await house.administrator.call(readRules, { params: { id: registry.id } })).rules).toEqual([]);
  });

  it.each([
    ['a look-ahead', { match: { name: '/^(?!x)/' }, actions: ['pull'] }, '/acl/31/match/name'],
    ['a back-reference', { match: { name: '/^(a)\\1$/' }, actions: ['pull'] }, '/acl/31/match/name'],
    ['a malformed glob', { match: { name: 'team/[a' }, actions: ['pull'] }, '/acl/31/match/name'],
  ])('names the place of %s and takes nothing', async (_what, rule, at) => {
    const body = oldConfiguration([...OLD_RULES, rule]);
    const dry = importDockerAuth.reply.parse((await send(body, true)).json);
    expect(dry.refused.map((refusal) => refusal.at)).toEqual([at]);
    expect((await send(body, false)).status).toBe(422);
    expect((await house.administrator.call(listUsers)).items).toHaveLength(1);
  });

  it('SEC-C07: names the rule without actions and without match, and takes nothing', async () => {
    const body = oldConfiguration().replace(/ {4}actions: \["\*"\]\n/, '');
    const dry = importDockerAuth.reply.parse((await send(body, true)).json);
    expect(dry.refused.map(({ at }) => at)).toEqual(['/acl/0/actions']);
    expect((await send(body, false)).status).toBe(422);
  });

  it('refuses a user without a password, whom docker_auth lets in with any', async () => {
    const body = oldConfiguration().replace('  "": {}', '  "": {}\n  "open": {}');
    const dry = importDockerAuth.reply.parse((await send(body, true)).json);
    expect(dry.refused.map(({ at }) => at)).toEqual(['/users/open']);
  });

  it('takes users and rules in one step', async () => {
    const answer = await send(oldConfiguration(), false);
    expect(answer.status, answer.text).toBe(200);
    const list = await house.administrator.call(readRules, { params: { id: registry.id } });
    expect(list.rulesOnly).toBe(true);
    expect(list.rules).toHaveLength(OLD_RULES.length);
    await waitFor(
      async () =>
        (await ask({ account: 'boss', name: 'any/name', ip: '10.1.2.3', actions: ['pull'] })).claims?.access.length,
      { what: 'the rules are in force' },
    );
  });

  it(`decides ${String(QUESTIONS.length)} requests as docker_auth does`, async () => {
    const differences: unknown[] = [];
    const seen = new Set<string>();
    for (const question of QUESTIONS) {
      const labels = OLD_USERS[question.account]?.labels ?? {};
      const expected = grantedByAcl(OLD_RULES, { ...question, labels, type: 'repository', service: OLD_SERVICE });
      const answer = await ask(question);
      const granted = answer.access[`repository:${question.name}`] ?? [];
      seen.add(expected.join());
      if (answer.status !== 200 || granted.join() !== expected.join()) {
        differences.push({ ...question, expected, granted, status: answer.status });
      }
    }
    expect(differences).toEqual([]);
    // The questions are worth asking: every kind of answer is among them.
    expect(seen).toEqual(new Set(['', 'pull', 'pull,push', 'delete', 'delete,pull,push']));
  }, 180_000);

  it('gives the catalog to whom a rule gives it, and to nobody else', async () => {
    const catalog = (account: string) => ask({ account, name: 'catalog', ip: '10.1.2.3', actions: ['*'] }, 'registry');
    expect((await catalog('carol')).access).toEqual({ 'registry:catalog': ['*'] });
    expect((await catalog('alice')).access).toEqual({});
    expect((await catalog('')).access).toEqual({});
  });

  it('lets its people sign in to the console with their old passwords', async () => {
    for (const name of ['alice', 'bob', 'carol']) {
      await ConsoleClient.signedIn(house.url, name, oldPassword(name));
      // The second time by the new hash.
      const again = await ConsoleClient.signedIn(house.url, name, oldPassword(name));
      expect((await again.call(readProfile)).username).toBe(name);
    }
  });
});
