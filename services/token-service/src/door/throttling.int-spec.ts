import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { alice, aUser, basic, type House, openHouse, passwordOf } from '../test-support/house.js';
import { aCredential } from '../test-support/machine-credentials.js';

const QUERY = 'service=reg-a&scope=repository:team/app:pull';

let house: House;
beforeEach(async () => {
  house = await openHouse({ env: { TRUSTED_PROXIES: '127.0.0.1, 192.0.2.0/24' } });
});
afterEach(() => house.close());

const from = (address: string) => ({ 'x-forwarded-for': address });
const login = (name: string, secret: string, address = '203.0.113.1') =>
  house.ask(QUERY, { ...basic(name, secret), ...from(address) });

/** More wrong passwords than an address has free. */
async function exhaust(address: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < 70; index += 1) {
    statuses.push((await login('alice', `wrong ${String(index)}`, address)).status);
  }
  return statuses;
}

describe('guessing', () => {
  it('SEC-A16 waits after too many wrong passwords from one address; from elsewhere the owner comes in', async () => {
    const statuses = await exhaust('203.0.113.1');
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(house.identity.verifications).toBe(60);
    const waiting = await login('alice', 'one more');
    expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, '1']);
    expect(waiting.body['error_description']).toBe('Too many attempts. Try again in 1 second.');
    expect((await login('alice', passwordOf('alice'), '198.51.100.7')).status).toBe(200);
    house.clock.advanceSeconds(2);
    expect((await login('bob', passwordOf('bob'))).status).toBe(200);
  });

  it('SEC-A16 never keeps out a token, a refresh token, or a password that was verified lately', async () => {
    const token = aCredential(51, alice);
    house.policy.put(token.state);
    const signedIn = await house.ask(`${QUERY}&offline_token=true`, {
      ...basic('alice', passwordOf('alice')),
      ...from('203.0.113.1'),
    });
    expect((await exhaust('203.0.113.1')).at(-1)).toBe(429);
    expect((await login('alice', token.secret)).status).toBe(200);
    expect((await login('alice', passwordOf('alice'))).status).toBe(200);
    const refresh = `grant_type=refresh_token&refresh_token=${String(signedIn.body['refresh_token'])}&${QUERY}`;
    expect((await house.post(refresh, from('203.0.113.1'))).status).toBe(200);
  });

  it('SEC-A16 counts one bad secret once, though clients try twice and jobs in a loop', async () => {
    const form = `grant_type=password&username=bob&password=the%20same%20wrong%20one&service=reg-a`;
    for (let index = 0; index < 80; index += 1) {
      expect((await house.post(form, from('203.0.113.1'))).status).toBe(401);
      expect((await login('bob', 'the same wrong one')).status).toBe(401);
    }
    expect(house.identity.verifications).toBe(1);
    expect((await login('bob', passwordOf('bob'))).status).toBe(200);
  });

  it('lets many sign in at once from one address', async () => {
    const users = Array.from({ length: 100 }, (_, index) => aUser(300 + index, `user${String(index)}`));
    house.policy.put(...users);
    for (const { username } of users) house.identity.passwords.set(username, passwordOf(username));
    const replies = await Promise.all(users.map(({ username }) => login(username, passwordOf(username))));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('asks again about a refused password once the user has a new one', async () => {
    expect((await login('alice', 'chosen later')).status).toBe(401);
    house.identity.passwords.set('alice', 'chosen later');
    expect((await login('alice', 'chosen later')).status).toBe(401);
    house.policy.put({ ...alice, credentialVersion: 2 });
    expect((await login('alice', 'chosen later')).status).toBe(200);
  });

  it('a dead token in a loop waits, and keeps nobody out who has a password', async () => {
    const dead = aCredential(51, alice);
    const statuses: number[] = [];
    for (let index = 0; index < 70; index += 1) statuses.push((await login('alice', dead.secret)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect((await login('bob', passwordOf('bob'))).status).toBe(200);
  });

  it('what identity-service throttles or cannot answer empties no bucket', async () => {
    house.identity.throttled = true;
    for (let index = 0; index < 70; index += 1) {
      const reply = await login('alice', `wrong ${String(index)}`);
      expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '7']);
    }
    house.identity.throttled = false;
    expect((await login('bob', passwordOf('bob'))).status).toBe(200);
  });
});

describe('whose address it is', () => {
  it('SEC-A17 is the last one that no trusted proxy has', async () => {
    await login('alice', 'wrong', '127.0.0.1, 203.0.113.9, 192.0.2.7');
    expect((await house.recorded()).at(-1)).toMatchObject({ address: '203.0.113.9', refusal: 'INVALID_CREDENTIALS' });
  });

  it.each(['not, an address', '203.0.113.9,', ', ,', '999.1.1.1', '203.0.113.9, unknown'])(
    'SEC-A17 is that of the peer where the list cannot be read: %j',
    async (list) => {
      const reply = await login('alice', 'wrong', list);
      expect(reply.status).toBe(401);
      expect((await house.recorded()).at(-1)).toMatchObject({ address: '127.0.0.1' });
    },
  );

  it('SEC-A17 is that of the peer where it is no trusted proxy, whatever it says', async () => {
    const open = await openHouse();
    await open.ask(QUERY, { ...basic('alice', 'wrong'), ...from('198.51.100.7') });
    expect((await open.recorded()).at(-1)).toMatchObject({ address: '127.0.0.1' });
    await open.close();
  });
});
