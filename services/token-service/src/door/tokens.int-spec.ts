import { createHmac, X509Certificate } from 'node:crypto';

import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { aRegistry, basic, type House, openHouse, passwordOf, regA, zot } from '../test-support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function tokenFor(service: string): Promise<string> {
  const query = `service=${service}&scope=repository:team/app:pull`;
  return String((await house.ask(query, basic('admin', passwordOf('admin')))).body['token']);
}
async function keySetOf(service: string) {
  const response = await fetch(`${house.url}/keys/jwks.json?service=${service}`);
  return createLocalJWKSet((await response.json()) as Parameters<typeof createLocalJWKSet>[0]);
}
async function bundleOf(service: string): Promise<string> {
  return (await fetch(`${house.url}/keys/bundle.pem?service=${service}`)).text();
}

describe('audiences and keys', () => {
  it.each(['service=evil', 'service=REG-A', 'service=', ''])('SEC-D01 signs nothing for %j', async (query) => {
    const reply = await house.ask(`${query}&scope=repository:team/app:pull`, basic('admin', passwordOf('admin')));
    expect([reply.status, reply.body['token']]).toEqual([400, undefined]);
  });

  it('an unnamed service means the only registry', async () => {
    const open = await openHouse({ policy: [aRegistry(11, 'only one')] });
    const reply = await open.ask('');
    await open.close();
    expect(reply.claims).toMatchObject({ aud: 'only one', iss: 'Auth service', sub: '' });
  });

  it('SEC-D02 a token for one registry is none for another, and zot, which asks for no audience, has its own key', async () => {
    const [forA, forB, forZot] = await Promise.all([tokenFor('reg-a'), tokenFor('reg-b'), tokenFor('zot-a')]);
    const [keysOfA, keysOfZot] = [await keySetOf('reg-a'), await keySetOf('zot-a')];
    await expect(jwtVerify(forA, keysOfA, { audience: 'reg-a', issuer: 'Auth service' })).resolves.toBeDefined();
    await expect(jwtVerify(forB, keysOfA, { audience: 'reg-a' })).rejects.toMatchObject({ claim: 'aud' });
    await expect(jwtVerify(forZot, keysOfZot)).resolves.toBeDefined();
    for (const token of [forA, forB]) {
      await expect(jwtVerify(token, keysOfZot)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    }
    await expect(jwtVerify(forZot, keysOfA)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('every zot registry has a key that no other has', async () => {
    house.policy.put(aRegistry(14, 'zot-b', { registryKind: 'zot' }));
    await house.parts.keeper.tend();
    await expect(jwtVerify(await tokenFor('zot-b'), await keySetOf('zot-b'))).resolves.toBeDefined();
    await expect(jwtVerify(await tokenFor('zot-b'), await keySetOf('zot-a'))).rejects.toThrow();
  });

  it('the chain in the header ends at the authority of the bundle, with the libtrust id beside it', async () => {
    const { x5c, kid, typ } = decodeProtectedHeader(await tokenFor('reg-a'));
    const leaf = new X509Certificate(Buffer.from(x5c?.[0] ?? '', 'base64'));
    const authority = new X509Certificate(await bundleOf('reg-a'));
    expect([x5c?.length, typ, leaf.checkIssued(authority), leaf.verify(authority.publicKey)]).toEqual([
      1,
      'JWT',
      true,
      true,
    ]);
    expect(kid).toMatch(/^(?:[A-Z2-7]{4}:){11}[A-Z2-7]{4}$/u);
  });

  it.each(['kid-libtrust', 'kid-thumbprint'] as const)(
    'a registry may find the key by %s alone',
    async (headerMode) => {
      house.policy.put({ ...regA, headerMode });
      const token = await tokenFor('reg-a');
      const bundle = await bundleOf('reg-a');
      house.policy.put(regA);
      expect(decodeProtectedHeader(token)).not.toHaveProperty('x5c');
      await expect(jwtVerify(token, await keySetOf('reg-a'))).resolves.toBeDefined();
      expect(bundle.match(/BEGIN CERTIFICATE/gu)).toHaveLength(2);
    },
  );

  it('SEC-D11 the key set lists each key twice and shows nothing private', async () => {
    const set = (await (await fetch(`${house.url}/keys/jwks.json`)).json()) as { keys: Record<string, unknown>[] };
    expect(set.keys).toHaveLength(2);
    for (const key of set.keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const bundle = await (await fetch(`${house.url}/keys/bundle.pem`)).text();
    expect(bundle).not.toContain('PRIVATE');
    expect(bundle.match(/BEGIN CERTIFICATE/gu)).toHaveLength(2);
  });

  it('zot gets one public key, in either form', async () => {
    expect(await bundleOf(zot.service)).toMatch(/^-----BEGIN PUBLIC KEY-----\n/u);
    const set = (await (await fetch(`${house.url}/keys/jwks.json?service=${zot.service}`)).json()) as {
      keys: unknown[];
    };
    expect(set.keys).toHaveLength(1);
  });

  it.each(['/keys/bundle.pem?service=evil', '/keys/jwks.json?service=evil'])('%s is not found', async (path) => {
    expect((await fetch(`${house.url}${path}`)).status).toBe(404);
  });

  it('the keys of a registry that was connected a moment ago are waited for', async () => {
    const { keys } = house.parts.door;
    const asked = keys.soon(() => keys.bundle('reg-new'));
    house.policy.put(aRegistry(19, 'reg-new'));
    expect(await asked).toMatchObject({ status: 200 });
  });

  it('SEC-D08 what was forged is verified by no key of ours', async () => {
    const token = await tokenFor('reg-a');
    const keys = await keySetOf('reg-a');
    const [, payload = '', signature = ''] = token.split('.');
    const { kid = '' } = decodeProtectedHeader(token);
    const segment = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url');
    const hmacHeader = segment({ typ: 'JWT', alg: 'HS256', kid });
    const hmac = createHmac('sha256', await bundleOf('reg-a'))
      .update(`${hmacHeader}.${payload}`)
      .digest('base64url');
    const forged = {
      'alg none': `${segment({ typ: 'JWT', alg: 'none', kid })}.${payload}.`,
      'HS256 with the public key': `${hmacHeader}.${payload}.${hmac}`,
      'changed claims': `${segment({ typ: 'JWT', alg: 'ES256', kid })}.${segment({ aud: 'reg-a', sub: 'admin' })}.${signature}`,
      'no signature': `${segment({ typ: 'JWT', alg: 'ES256', kid })}.${payload}.`,
    };
    for (const text of Object.values(forged)) await expect(jwtVerify(text, keys)).rejects.toThrow();
  });
});

describe('what a token says', () => {
  it('SEC-D13 is dated so that a registry 45 seconds behind takes it without leeway', async () => {
    const reply = await house.ask('service=reg-a');
    const behind = house.clock.now().getTime() / 1000 - 45;
    expect(reply.claims?.iat).toBeLessThanOrEqual(behind);
    expect(reply.claims?.nbf).toBeLessThanOrEqual(behind);
    expect([reply.claims?.iat, reply.claims?.exp].every(Number.isInteger)).toBe(true);
  });

  it.each([
    [0, 60],
    [-1, 60],
    [315_360_000, 86_400],
  ])('SEC-D14 a lifetime of %d seconds becomes %d, and no client can ask for another', async (configured, expected) => {
    house.policy.put({ ...regA, pullTokenSeconds: configured });
    const reply = await house.ask('service=reg-a&expires_in=1000000&lifetime=1000000');
    house.policy.put(regA);
    expect(reply.body['expires_in']).toBe(expected);
    expect((reply.claims?.exp ?? 0) - Math.floor(house.clock.now().getTime() / 1000)).toBe(expected);
  });

  it('SEC-D15 a token that would pass 6 KiB is refused, and the answer names the limit', async () => {
    const scopes = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `scope=repository:a-namespace-of-thirty/app-${String(index)}:pull,push`,
      );
    const headers = basic('admin', passwordOf('admin'));
    const fits = await house.ask(['service=reg-a', ...scopes(20)].join('&'), headers);
    const tooMany = await house.ask(['service=reg-a', ...scopes(100)].join('&'), headers);
    expect([fits.status, String(fits.body['token']).length <= 6144]).toEqual([200, true]);
    expect([tooMany.status, tooMany.body['token']]).toEqual([400, undefined]);
    expect(tooMany.body['error_description']).toContain('6144');
  });

  it('SEC-D16 every token has an id of its own of 128 bits', async () => {
    const replies = await Promise.all(Array.from({ length: 200 }, () => house.ask('service=reg-a')));
    const ids = replies.map((reply) => reply.claims?.jti ?? '');
    expect(new Set(ids).size).toBe(200);
    for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(16);
  });
});

describe('a policy that nobody confirms', () => {
  it('reads for a day, writes for a quarter of an hour, and then names the setting', async () => {
    const open = await openHouse();
    const ask = (actions: string) =>
      open.ask(`service=reg-a&scope=repository:team/app:${actions}`, basic('alice', passwordOf('alice')));
    open.policy.age = 901;
    const [write, read] = [await ask('push'), await ask('pull')];
    open.policy.age = 86_401;
    const late = await ask('pull');
    open.policy.age = 0;
    open.policy.ready = false;
    const unready = await ask('pull');
    await open.close();
    expect([write.status, read.status, late.status, unready.status]).toEqual([503, 200, 503, 503]);
    expect(write.body['error_description']).toContain('POLICY_MAX_AGE_WRITE_SECONDS');
    expect(late.body['error_description']).toContain('POLICY_MAX_AGE_READ_SECONDS');
    expect(open.health.report().status).toBe('not ready');
  });
});
