import { changePassword, openSession } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleClient } from '../clients/console-client.js';
import { basic, postTokenForm, requestToken } from '../clients/token-client.js';
import { ADMINISTRATOR_PASSWORD, House, PASSWORD } from '../house.js';

const WRONG = 'a-wrong-password-1';
const CHANGED = 'another long password 2';

describe('what the product writes to its log', () => {
  let house: House;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    house = await House.build();
    await house.draft({ service: 'reg-a' });
    await house.user('alice');
    const scopes = ['repository:team/app:pull'];
    const granted = await waitFor(
      async () =>
        (await requestToken(house.url, { service: 'reg-a', scopes, user: 'alice', password: PASSWORD })).token,
      { what: 'a token is given' },
    );
    secrets.set('a token', granted);
    secrets.set('the signature of a token', granted.split('.')[2] ?? granted);
    await requestToken(house.url, { service: 'reg-a', user: 'alice', password: WRONG });
    await requestToken(house.url, { service: 'reg-a', query: { password: WRONG, refresh_token: 'spf_in-a-query-1' } });
    await postTokenForm(house.url, [
      ['grant_type', 'refresh_token'],
      ['refresh_token', 'spf_in-a-form-1'],
      ['service', 'reg-a'],
      ['client_id', 'x'],
    ]);
    const client = await ConsoleClient.signedIn(house.url, 'alice', PASSWORD);
    await new ConsoleClient(house.url).send(openSession, { body: { username: 'alice', password: WRONG } });
    await client.request('POST', '/api/v1/session', { body: `{"username":"alice","password":"${WRONG}"` });
    await client.request('GET', '/api/v1/session', { headers: { authorization: `Bearer ${granted}` } });
    await client.call(changePassword, { body: { current: PASSWORD, new: CHANGED } });
    for (const [name, value] of client.cookies) if (value.length > 20) secrets.set(`the cookie ${name}`, value);
    secrets.set('the CSRF token', client.csrfToken ?? '');
  });
  afterAll(() => house.close());

  it.each([
    ['a password', PASSWORD],
    ['the password of the administrator', ADMINISTRATOR_PASSWORD],
    ['a wrong password', WRONG],
    ['a changed password', CHANGED],
    ['Basic credentials', basic('alice', PASSWORD)],
    ['a refresh token in a query', 'spf_in-a-query-1'],
    ['a refresh token in a form', 'spf_in-a-form-1'],
    ['any token', 'eyJ'],
    ['a private key', 'PRIVATE KEY'],
    ['a hash', '$argon2'],
  ])('SEC-D17: never holds %s', (_name, secret) => {
    expect(house.product.log().includes(secret)).toBe(false);
  });

  it('SEC-D17: never holds what was given out while it ran', () => {
    expect([...secrets.keys()]).toEqual(expect.arrayContaining(['a token', 'the CSRF token']));
    const log = house.product.log();
    const found = [...secrets].filter(([, value]) => value !== '' && log.includes(value)).map(([name]) => name);
    expect(found).toEqual([]);
  });

  it('is told at the most talkative level, so that there was something to search', () => {
    expect(house.product.log().split('\n').length).toBeGreaterThan(10);
  });
});
