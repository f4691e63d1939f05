import { changeRegistry, listNamespaces } from '@spectacles/contracts';
import type { NamespaceView, RegistryView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';

describe('the namespace of a first push', () => {
  let house: House;
  let registry: RegistryView;
  const push = async (user: string, repository: string) => {
    const scopes = [`repository:${repository}:pull,push`];
    const answer = await requestToken(house.url, { service: 'reg-a', scopes, user, password: PASSWORD });
    return answer.access[`repository:${repository}`] ?? [];
  };
  const namespaces = async () => {
    const { items } = await house.administrator.call(listNamespaces, { query: { limit: '200' } });
    return items as NamespaceView[];
  };

  beforeAll(async () => {
    house = await House.build();
    registry = await house.draft({ service: 'reg-a' });
    for (const name of ['alice', 'bob', 'carol']) await house.user(name);
  });
  afterAll(() => house.close());

  it('is not made unless the registry is set so', async () => {
    expect(await push('alice', 'alice/app')).toEqual([]);
    expect(await push('alice', 'sandbox/one/app')).toEqual([]);
    expect(await namespaces()).toEqual([]);
  });

  it('is made for whoever pushes, with the very first token', async () => {
    const body = { createOnPush: ['sandbox'], personalNamespaces: true };
    await house.administrator.call(changeRegistry, { params: { id: registry.id }, body });
    await waitFor(async () => (await push('alice', 'alice/app')).length > 0, { what: 'the setting is in force' });
    expect(await push('bob', 'sandbox/one/app')).toEqual(['pull', 'push']);
    const made = (await namespaces()).map(({ path, owner }) => `${path} of ${owner.name}`);
    expect(made.sort()).toEqual(['alice of alice', 'sandbox/one of bob']);
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
});
