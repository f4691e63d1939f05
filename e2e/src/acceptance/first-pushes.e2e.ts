import { changeRegistry, deleteNamespace, explainAccess, listDecisions, listNamespaces } from '@spectacles/contracts';
import type { NamespaceView, RegistryView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleClient } from '../clients/console-client.js';
import { requestToken } from '../clients/token-client.js';
import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';

describe('the namespace of a first push', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let dead: RegistryView;
  let carol: ConsoleClient;
  const pushTo = async (service: string, user: string, repository: string) => {
    const scopes = [`repository:${repository}:pull,push`];
    const answer = await requestToken(house.url, { service, scopes, user, password: PASSWORD });
    return answer.access[`repository:${repository}`] ?? [];
  };
  const push = (user: string, repository: string) => pushTo('reg-a', user, repository);
  const namespaces = async () => {
    const { items } = await house.administrator.call(listNamespaces, { query: { limit: '200' } });
    return items as NamespaceView[];
  };
  const simulated = async (service: string, repository: string) => {
    const body = { principal: { kind: 'user' as const }, service, scopes: [`repository:${repository}:pull,push`] };
    const [grant] = (await carol.call(explainAccess, { body })).grants;
    return { granted: grant?.granted, reason: grant?.because.find(({ action }) => action === 'push')?.source.text };
  };
  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry('reg-a');
    dead = await house.draft({ service: 'reg-dead' });
    for (const name of ['alice', 'bob', 'carol']) await house.user(name);
    carol = await house.signIn('carol');
  });
  afterAll(() => house.close());

  it('is not made unless the registry is set so', async () => {
    await house.swept(registry);
    expect(await push('alice', 'alice/app')).toEqual([]);
    expect(await push('alice', 'sandbox/one/app')).toEqual([]);
    expect(await namespaces()).toEqual([]);
  });

  it('is made for whoever pushes, with the very first token', async () => {
    const body = { createOnPush: ['sandbox'], personalNamespaces: true };
    for (const { id } of [registry, dead]) await house.administrator.call(changeRegistry, { params: { id }, body });
    await waitFor(async () => (await push('alice', 'alice/app')).length > 0, { what: 'the setting is in force' });
    expect(await push('bob', 'sandbox/one/app')).toEqual(['pull', 'push']);
    const made = (await namespaces()).map(({ path, owner }) => `${path} of ${owner.name}`);
    expect(made.sort()).toEqual(['alice of alice', 'sandbox/one of bob']);
    const skopeo = await house.skopeo(registry, 'bob');
    const { layout } = house.image('first');
    const pushed = await skopeo.push(layout, `${registry.publicHost}/sandbox/one/app:1`);
    expect(pushed).toMatchObject({ code: 0 });
  });

  it('SEC-C16: is not made in a registry that was never read; log and simulator say so', async () => {
    await house.inForce();
    expect(await pushTo('reg-dead', 'carol', 'carol/app')).toEqual([]);
    const unread = 'The contents of the registry were not read yet, so that nobody knows what is stored there.';
    const told = async () => {
      const { items } = await carol.call(listDecisions, { query: { repository: 'carol/app' } });
      return items[0]?.scope?.because.find(({ action }) => action === 'push')?.source.text ?? null;
    };
    expect(await waitFor(told, { what: 'the push is in the token log' })).toContain(unread);
    const { granted, reason } = await simulated('reg-dead', 'carol/app');
    expect(granted).toEqual([]);
    expect(reason).toContain(unread);
  });

  it('SEC-C16: is not made over what was pushed around the product since the last sweep', async () => {
    const user = ADMINISTRATOR;
    const skopeo = await house.skopeo(registry, user, ADMINISTRATOR_PASSWORD);
    const { layout } = house.image('of somebody else');
    for (const name of ['sandbox/kept/app', 'sandbox/kept-apart/app', 'sandbox/deep/inside/app'])
      expect(await skopeo.push(layout, `${registry.publicHost}/${name}:1`)).toMatchObject({ code: 0 });
    for (const name of ['sandbox/kept/app', 'sandbox/kept/another', 'sandbox/deep/app']) {
      expect(await push('carol', name)).toEqual([]);
      expect((await simulated('reg-a', name)).reason).toMatch(/Something is stored in "sandbox\/\w+" already/);
    }
    expect(await simulated('reg-a', 'sandbox/free/app')).toMatchObject({ granted: ['pull', 'push'] });
    expect(await namespaces()).toHaveLength(2);
  });

  it('is never one of somebody else', async () => {
    expect(await push('carol', 'sandbox/one/app')).toEqual([]);
    expect(await push('carol', 'bob/app')).toEqual([]);
    expect(await push('carol', 'elsewhere/app')).toEqual([]);
    expect(await namespaces()).toHaveLength(2);
  });

  it('goes to one of two who push at once', async () => {
    const pushers = ['alice', 'bob', 'carol'];
    const granted = await Promise.all(pushers.map((user) => push(user, 'sandbox/race/app')));
    expect(granted.filter((actions) => actions.includes('push'))).toHaveLength(1);
    const race = (await namespaces()).filter(({ path }) => path === 'sandbox/race');
    expect(race).toHaveLength(1);
    expect(race[0]?.owner.name).toBe(pushers[granted.findIndex((actions) => actions.includes('push'))]);
  });

  it('is made as often as the registry lets one person, and says when that is reached', async () => {
    const params = { id: registry.id };
    await house.administrator.call(changeRegistry, { params, body: { createOnPushLimit: 2 } });
    await house.inForce();
    const paths = ['sandbox/c1', 'sandbox/c2', 'sandbox/c3'];
    const mine = (await namespaces()).filter(({ owner }) => owner.name === 'carol').length;
    const outcomes: boolean[] = [];
    for (const path of paths.slice(mine)) outcomes.push((await push('carol', `${path}/app`)).includes('push'));
    expect(outcomes).toEqual(paths.slice(mine).map((path) => path !== 'sandbox/c3'));
    const { reason } = await simulated('reg-a', 'sandbox/c3/app');
    expect(reason).toContain('You have made 2 namespaces below "sandbox"');
    const first = (await namespaces()).find(({ owner }) => owner.name === 'carol');
    await house.administrator.call(deleteNamespace, { params: { id: first?.id ?? '' } });
    await house.inForce();
    expect((await simulated('reg-a', 'sandbox/c3/app')).granted).toEqual(['pull', 'push']);
  });
});
