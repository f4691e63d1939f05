import { createToken, listThrottles, releaseThrottle } from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postTokenForm, requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';

describe('guessing passwords', () => {
  let house: House;
  const login = (user: string, password: string, address: string) =>
    requestToken(house.url, { service: 'reg-a', user, password, headers: { 'x-forwarded-for': address } });

  beforeAll(async () => {
    house = await House.build({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
    await house.draft({ service: 'reg-a' });
    await house.user('alice');
    await house.user('bob');
  });
  afterAll(() => house.close());

  it('SEC-A16: waits after wrong passwords from one address, and lets the owner in from another', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 100; index += 1) {
      const answer = await login('alice', `wrong password ${String(index)}`, '203.0.113.1');
      statuses.push(answer.status);
      if (answer.status === 429) expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(30);
    expect(statuses.at(-1)).toBe(429);
    expect((await login('alice', PASSWORD, '198.51.100.7')).status).toBe(200);
    expect((await login('bob', PASSWORD, '203.0.113.1')).status).toBe(200);
  });

  it('never keeps out a token, or a password that was just verified', async () => {
    const asAlice = await house.signIn('alice');
    const { secret } = await asAlice.call(createToken, { body: { name: 'laptop' } });
    expect((await login('alice', secret, '203.0.113.1')).status).toBe(200);
    expect((await login('alice', PASSWORD, '203.0.113.1')).status).toBe(200);
  });

  it('counts one command that tries twice once, and a looping one as well', async () => {
    const password = 'the same wrong one';
    for (let index = 0; index < 40; index += 1) {
      const form = [
        ['grant_type', 'password'],
        ['service', 'reg-a'],
        ['username', 'bob'],
        ['password', password],
        ['client_id', 'containerd-client'],
      ] as const;
      const posted = await postTokenForm(house.url, form, { 'x-forwarded-for': '192.0.2.1' });
      const got = await login('bob', password, '192.0.2.1');
      expect([posted.status, got.status]).toEqual([401, 401]);
    }
    expect((await login('bob', PASSWORD, '192.0.2.1')).status).toBe(200);
  });

  it('SEC-A17: believes the last address that a trusted proxy names', async () => {
    for (let index = 0; index < 30; index += 1)
      await login('alice', `other wrong ${String(index)}`, `198.51.100.${String(index)}, 192.0.2.50`);
    expect((await login('alice', 'one more wrong', '198.51.100.200, 192.0.2.50')).status).toBe(429);
    expect((await login('alice', 'one more wrong', 'not, an address')).status).not.toBe(500);
  });

  it('can be released by an administrator', async () => {
    const { items } = await house.administrator.call(listThrottles);
    const throttle = items.find(({ account, network }) => account === 'alice' && network.startsWith('192.0.2.50'));
    expect(throttle).toBeDefined();
    await house.administrator.call(releaseThrottle, { params: { id: throttle?.id ?? '' } });
    const again = await house.administrator.call(listThrottles);
    expect(again.items.map(({ id }) => id)).not.toContain(throttle?.id);
  });
});
