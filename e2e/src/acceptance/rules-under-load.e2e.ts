import { readRules, type RegistryView, replaceRules } from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';

const SERVICE = 'rules-under-load';
const AT_ONCE = 100;
const SCOPES = ['repository:team/first:pull,push', 'repository:team/second:pull,push'];

/** In both lists one of the repositories is pulled and the other is pushed: no mixture of them says the same. */
const lists = {
  odd: [
    { match: { account: 'alice', name: 'team/first' }, actions: ['pull'] },
    { match: { account: 'alice', name: 'team/second' }, actions: ['pull', 'push'] },
  ],
  even: [
    { match: { account: 'alice', name: 'team/first' }, actions: ['pull', 'push'] },
    { match: { account: 'alice', name: 'team/second' }, actions: ['pull'] },
  ],
};
const answers = {
  odd: { 'repository:team/first': ['pull'], 'repository:team/second': ['pull', 'push'] },
  even: { 'repository:team/first': ['pull', 'push'], 'repository:team/second': ['pull'] },
};
const broken = [...lists.odd, { match: { name: '/(unclosed/' }, actions: ['*'] }];

describe('rules that change while tokens are asked for', () => {
  let house: House;
  let registry: RegistryView;
  const put = (rules: readonly object[]) =>
    house.administrator.send(replaceRules, { params: { id: registry.id }, body: { rulesOnly: true, rules } });
  const ask = () => requestToken(house.url, { service: SERVICE, scopes: SCOPES, user: 'alice', password: PASSWORD });

  beforeAll(async () => {
    house = await House.build();
    await house.user('alice');
    registry = await house.draft({ service: SERVICE });
    expect((await put(lists.odd)).status).toBe(200);
    expect((await ask()).access).toEqual(answers.odd);
  });
  afterAll(() => house.close());

  it('SEC-E15 no request fails, each is decided by one list, and a broken list changes nothing', async () => {
    const refusals: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const [next, expected] = round % 2 === 0 ? (['even', answers.even] as const) : (['odd', answers.odd] as const);
      const asked = Promise.all(Array.from({ length: AT_ONCE }, ask));
      const refused = put(broken);
      const changed = put(lists[next]);
      refusals.push((await refused).status);
      expect((await changed).status).toBe(200);
      for (const { status, access } of await asked) {
        expect(status).toBe(200);
        expect([answers.odd, answers.even]).toContainEqual(access);
      }
      // Whoever asks after the change was answered may still meet the list before it, for as long as replicas catch up.
      await expect.poll(async () => (await ask()).access, { timeout: 5000 }).toEqual(expected);
    }
    expect(refusals).toEqual(Array.from({ length: 6 }, () => 422));
    expect((await house.administrator.call(readRules, { params: { id: registry.id } })).rules).toHaveLength(2);
  });
});
