import {
  createGrant,
  explainAccess,
  listActivity,
  listDecisions,
  readPolicy,
  exportDecisions,
} from '@spectacles/contracts';
import type { NamespaceView, RegistryView, UserView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';

const SERVICE = 'reg-a';
const REPOSITORIES = ['team/app', 'team/secret/app', 'team/x/cache', 'public/app', 'alone', 'nowhere/app'];

describe('why', () => {
  let house: House;
  let registry: RegistryView;
  let alice: UserView;
  let bob: UserView;
  let carol: UserView;
  let team: NamespaceView;
  const ask = (user: string | null, scopes: readonly string[]) =>
    requestToken(house.url, { service: SERVICE, scopes, ...(user === null ? {} : { user, password: PASSWORD }) });

  beforeAll(async () => {
    house = await House.build();
    registry = await house.draft({ service: SERVICE });
    [alice, bob, carol] = [await house.user('alice'), await house.user('bob'), await house.user('carol')];
    team = await house.namespace(registry, 'team', alice);
    const secret = await house.namespace(registry, 'team/secret', alice);
    const open = await house.namespace(registry, 'public', alice);
    const devs = await house.group('devs', [bob, carol]);
    await house.grant(team, { kind: 'group', id: devs.id }, 'WRITE');
    await house.grant(secret, { kind: 'user', id: bob.id }, 'NONE');
    await house.grant(open, { kind: 'anonymous' }, 'READ');
    const body = { principal: { kind: 'user', id: carol.id }, right: 'READ', pattern: 'team/*/cache' };
    await house.administrator.call(createGrant, { params: { id: team.id }, body });
    await waitFor(async () => (await ask('bob', ['repository:team/app:push'])).claims?.access.length, {
      what: 'the policy is in force',
    });
  });
  afterAll(() => house.close());

  it('the simulator answers what the token door answers', async () => {
    for (const user of [null, alice, bob, carol]) {
      const name = user?.username ?? null;
      const scopes = REPOSITORIES.map((repository) => `repository:${repository}:pull,push,delete`);
      const door = await ask(name, scopes);
      const principal = user === null ? { kind: 'anonymous' } : { kind: 'user', id: user.id };
      const body = { principal, service: SERVICE, scopes };
      const explanation = await house.administrator.call(explainAccess, { body });
      expect(explanation.subject).toBe(name ?? 'anonymous');
      for (const [index, repository] of REPOSITORIES.entries()) {
        const grant = explanation.grants[index];
        expect([...(grant?.granted ?? [])].sort(), `${String(name)} on ${repository}`).toEqual(
          door.access[`repository:${repository}`] ?? [],
        );
        expect(grant?.because).toHaveLength(3);
      }
    }
  });

  it('names the entry that denies, and what would turn it', async () => {
    const body = {
      principal: { kind: 'user', id: bob.id },
      service: SERVICE,
      scopes: ['repository:team/secret/app:push'],
    };
    const [grant] = (await house.administrator.call(explainAccess, { body })).grants;
    expect(grant).toMatchObject({
      granted: [],
      because: [{ action: 'push', outcome: 'denied', source: { level: 'team/secret' } }],
    });
    expect(grant?.chain.some(({ effect }) => effect === 'decides')).toBe(true);
    expect(grant?.flips.map(({ action }) => action)).toContain('push');
  });

  it('SEC-C11: SEC-E08: tells nobody of a repository that they may not see', async () => {
    const asCarol = await house.signIn('carol');
    const hidden = await house.namespace(registry, 'hidden', alice);
    await house.grant(hidden, { kind: 'user', id: bob.id }, 'WRITE');
    const about = async (repository: string) => {
      const body = { principal: { kind: 'user' }, service: SERVICE, scopes: [`repository:${repository}:pull`] };
      const { grants } = await asCarol.call(explainAccess, { body });
      return JSON.stringify(grants).replaceAll(repository, 'NAME');
    };
    expect(await about('hidden/app')).toBe(await about('absent/app'));
    const others = {
      principal: { kind: 'user', id: bob.id },
      service: SERVICE,
      scopes: ['repository:hidden/app:pull'],
    };
    expect([403, 404]).toContain((await asCarol.refusal(explainAccess, { body: others })).status);
  });

  it('keeps every decision, also when the token server is killed', async () => {
    const ids = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      const answer = await ask('bob', [`repository:team/n${String(index)}:push`]);
      ids.add(answer.claims?.jti ?? '');
    }
    await house.product.crash();
    await waitFor(
      async () => {
        const logged = await house.administrator.call(listDecisions, { query: { account: 'bob', limit: '200' } });
        const known = new Set(logged.items.map(({ tokenId }) => tokenId));
        return [...ids].every((id) => known.has(id));
      },
      { what: 'every token is in the log', deadlineMs: 30_000 },
    );
  });

  it('shows owners what concerns their namespaces, people themselves, and says why', async () => {
    await ask('bob', ['repository:team/secret/app:push']);
    const query = { repository: 'team/secret/app', outcome: 'denied', account: 'bob' };
    const asAlice = await house.signIn('alice');
    const denial = async () =>
      (await asAlice.call(listDecisions, { query })).items.find(({ scope }) => scope?.asked.join() === 'push');
    await waitFor(denial, { what: 'the denial is logged', deadlineMs: 15_000 });
    const row = await denial();
    expect(row).toMatchObject({ subject: { name: 'bob' }, scope: { asked: ['push'], granted: [] } });
    expect(row?.scope?.because[0]?.source.text).toMatch(/nothing/i);
    const asCarol = await house.signIn('carol');
    expect((await asCarol.call(listDecisions, { query: { account: 'bob' } })).items).toEqual([]);
    const asBob = await house.signIn('bob');
    expect((await asBob.call(listDecisions, { query })).items.length).toBeGreaterThan(0);
    const csv = await house.administrator.call(exportDecisions, { query: { account: 'bob', format: 'csv' } });
    expect(csv.split('\r\n')[0]).toContain('outcome');
    expect(csv).toContain('team/secret/app');
  });

  it('records who changed what', async () => {
    const listed = async () =>
      (await house.administrator.call(listActivity, { query: { action: 'grant.create' } })).items;
    await waitFor(async () => (await listed()).length >= 3, { what: 'the changes are recorded', deadlineMs: 15_000 });
    expect((await listed())[0]).toMatchObject({
      actor: { kind: 'user', name: 'root-admin' },
      object: { kind: 'grant' },
    });
  });

  it('says where a change is in force', async () => {
    await house.grant(team, { kind: 'everyone' }, 'READ');
    await waitFor(
      async () => {
        const { version, replicas } = await house.administrator.call(readPolicy);
        return replicas.length > 0 && replicas.every((replica) => replica.version >= version);
      },
      { what: 'every token server enforces it' },
    );
  });
});
