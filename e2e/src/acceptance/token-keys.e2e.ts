import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto';
import { requireProgram, waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';

const Header = z.object({ alg: z.string(), kid: z.string().optional(), x5c: z.array(z.string()).optional() });
const Jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe.skipIf(!requireProgram('docker-registry'))('keys and audiences', () => {
  let house: House;
  let registryA: ConnectedRegistry;
  let registryB: ConnectedRegistry;
  let genuine: string;
  const tokenFor = async (service: string) => {
    const scopes = ['repository:team/app:pull,push'];
    const { token } = await requestToken(house.url, { service, scopes, user: 'alice', password: PASSWORD });
    if (token === null) throw new Error(`No token for ${service}.`);
    return token;
  };
  const jwks = async (service: string) =>
    Jwks.parse(await (await fetch(`${house.url}/keys/jwks.json?service=${service}`)).json()).keys;
  /** Status of the registry's own API for a token: 404 of a missing tag list is "let in". */
  const tryAt = async (registry: ConnectedRegistry, token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${registry.url}/v2/team/app/tags/list`, { headers })).status;
  };

  beforeAll(async () => {
    house = await House.build();
    registryA = await house.registry('reg-a');
    registryB = await house.registry('reg-b');
    await house.draft({ service: 'reg-zot', kind: 'zot' });
    const alice = await house.user('alice');
    await house.namespace(registryA, 'team', alice);
    await house.namespace(registryB, 'team', alice);
    await waitFor(async () => (await tryAt(registryA, await tokenFor('reg-a'))) === 404, { what: 'alice is let in' });
    genuine = await tokenFor('reg-a');
  });
  afterAll(() => house.close());

  it('SEC-D02: a token for one registry is refused by the other', async () => {
    expect(await tryAt(registryB, await tokenFor('reg-b'))).toBe(404);
    expect(await tryAt(registryB, genuine)).toBe(401);
  });

  it('SEC-D02: a zot registry, which ignores the audience, has a key of its own', async () => {
    const shared = (await jwks('reg-a')).map((key) => key['x'] ?? key['n']);
    const own = (await jwks('reg-zot')).map((key) => key['x'] ?? key['n']);
    expect(shared.length).toBeGreaterThan(0);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((key) => shared.includes(key))).toEqual([]);
    expect(await tryAt(registryA, await tokenFor('reg-zot'))).toBe(401);
  });

  it('exports public keys alone, each under both key ids', async () => {
    const keys = await jwks('reg-a');
    expect(keys.some((key) => 'd' in key || 'p' in key || 'k' in key)).toBe(false);
    const ids = keys.map((key) => String(key['kid']));
    expect(ids.some((id) => /^(?:[A-Z2-7]{4}:){11}[A-Z2-7]{4}$/.test(id))).toBe(true);
    expect(ids.some((id) => /^[\w-]{43}$/.test(id))).toBe(true);
    const bundle = await (await fetch(`${house.url}/keys/bundle.pem?service=reg-a`)).text();
    expect(bundle).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(bundle).not.toContain('PRIVATE');
  });

  const parts = () => {
    const [header = '', claims = ''] = genuine.split('.');
    return { header: Header.parse(JSON.parse(Buffer.from(header, 'base64url').toString())), claims };
  };
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = (header: object, claims: string, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363') => {
    const input = `${encode(header)}.${claims}`;
    const signature = signBytes('sha256', Buffer.from(input), { key: foreign.privateKey, dsaEncoding });
    return `${input}.${signature.toString('base64url')}`;
  };
  const hmac = () => {
    const { header, claims } = parts();
    const certificate = Buffer.from(header.x5c?.[0] ?? '', 'base64');
    const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----`;
    const secret = createPublicKey(pem).export({ type: 'spki', format: 'pem' });
    const input = `${encode({ ...header, alg: 'HS256' })}.${claims}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  };
  const derSignature = () => {
    const [header = '', claims = '', signature = ''] = genuine.split('.');
    const raw = Buffer.from(signature, 'base64url');
    const integer = (bytes: Buffer) => {
      const trimmed = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
      const positive = (trimmed[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed;
      return Buffer.concat([Buffer.of(2, positive.length), positive]);
    };
    const sequence = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
    return `${header}.${claims}.${Buffer.concat([Buffer.of(48, sequence.length), sequence]).toString('base64url')}`;
  };
  const forgeries: readonly (readonly [string, () => string])[] = [
    ['alg none', () => `${encode({ ...parts().header, alg: 'none' })}.${parts().claims}.`],
    ['HS256 with the public key as secret', hmac],
    ['a foreign key under the trusted chain', () => signed(parts().header, parts().claims)],
    [
      'a foreign key in a jwk header',
      () => signed({ alg: 'ES256', typ: 'JWT', jwk: foreign.publicKey.export({ format: 'jwk' }) }, parts().claims),
    ],
    ['no hint at a key', () => signed({ alg: 'ES256', typ: 'JWT' }, parts().claims)],
    ['a signature in DER', derSignature],
    [
      'claims that were changed',
      () => {
        const [header = '', claims = '', signature = ''] = genuine.split('.');
        const changed = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
        return `${header}.${encode({ ...changed, sub: 'root-admin' })}.${signature}`;
      },
    ],
  ];

  it.each(forgeries)('SEC-D08: the registry refuses %s', async (_name, forge) => {
    expect(await tryAt(registryA, genuine)).toBe(404);
    expect(await tryAt(registryA, forge())).toBe(401);
  });

  it.each([...forgeries, ['a genuine token of a registry', () => genuine] as const])(
    'SEC-D08, SEC-D09: our own API refuses %s',
    async (_name, forge) => {
      const headers = { authorization: `Bearer ${forge()}` };
      for (const path of ['/api/v1/session', '/api/v1/users', '/api/v1/repositories']) {
        expect((await fetch(house.url + path, { headers })).status).toBe(401);
      }
    },
  );

  it('SEC-D09: a registry token beside a good cookie decides alone', async () => {
    const answer = await house.administrator.request('GET', '/api/v1/users', {
      headers: { authorization: `Bearer ${genuine}` },
    });
    expect(answer.status).toBe(401);
  });

  it('gives each token an id that cannot be guessed', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        requestToken(house.url, { service: 'reg-a', query: { client_id: randomUUID() } }),
      ),
    );
    const ids = answers.map((answer) => answer.claims?.jti ?? '');
    expect(new Set(ids).size).toBe(5);
    expect(Math.min(...ids.map((id) => id.length))).toBeGreaterThanOrEqual(22);
  });
});
