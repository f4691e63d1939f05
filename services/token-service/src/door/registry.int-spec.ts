import { createHmac, type KeyObject, sign } from 'node:crypto';

import { generateSigningKey, makeAuthorityCertificate, type SigningKey } from '@spectacles/registry-token';
import { requireProgram, type RunningRegistry, startRegistry } from '@spectacles/testing';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { aRegistry, basic, type House, openHouse, passwordOf, standardPolicy } from '../test-support/house.js';

const RSA = { service: 'reg-rsa', issuer: 'Auth service' };
const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe.skipIf(!requireProgram('docker-registry'))('a real registry (Distribution 2.8)', () => {
  let house: House;
  let registry: RunningRegistry;
  let foreign: SigningKey;
  let header: Record<string, unknown>;
  let payload = '';

  const tokenFor = async (service: string, scope = 'repository:team/app:pull') =>
    String((await house.ask(`service=${service}&scope=${scope}`, basic('admin', passwordOf('admin')))).body['token']);
  const statusOf = async (token: string, path = '/v2/') =>
    (await fetch(`${registry.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
  const signedBy = (head: object, body: string, key: KeyObject, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363') => {
    const input = `${segment(head)}.${body}`;
    return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding }).toString('base64url')}`;
  };

  beforeAll(async () => {
    house = await openHouse();
    const bundle = await (await fetch(`${house.url}/keys/bundle.pem?service=reg-a`)).text();
    registry = await startRegistry({
      token: { realm: `${house.url}/token`, service: 'reg-a', issuer: 'Auth service', bundle },
    });
    foreign = await generateSigningKey('ES256');
    const token = await tokenFor('reg-a');
    header = { ...decodeProtectedHeader(token) };
    payload = token.split('.')[1] ?? '';
  });
  afterAll(async () => {
    await registry.stop();
    await house.close();
  });

  it('takes our tokens, with and without access, and lets them do what they say and no more', async () => {
    expect(await statusOf(await tokenFor('reg-a', ''))).toBe(200);
    const pull = await tokenFor('reg-a');
    expect(await statusOf(pull)).toBe(200);
    expect(await statusOf(pull, '/v2/team/app/tags/list')).toBe(404);
    expect(await statusOf(pull, '/v2/team/other/tags/list')).toBe(401);
    expect(await statusOf(pull, '/v2/_catalog')).toBe(401);
  });

  it('takes the token for our own work for the list of repositories', async () => {
    const registryId = house.policy.policy.registryByService('reg-a')?.id ?? '';
    const { token } = await house.parts.access.issue({ registryId, scope: { kind: 'catalog' } });
    expect(await statusOf(token, '/v2/_catalog')).toBe(200);
  });

  it('SEC-D02 refuses a token for another registry of ours', async () => {
    expect(await statusOf(await tokenFor('reg-b'))).toBe(401);
    expect(await statusOf(await tokenFor('zot-a'))).toBe(401);
  });

  it('SEC-D08 refuses whatever is forged', async () => {
    const certificate = await makeAuthorityCertificate(foreign, {
      commonName: 'x',
      serialNumber: '1A',
      now: new Date(),
    });
    const x5c = [certificate.replaceAll(/-----[A-Z ]+-----|\s/gu, '')];
    const bundle = await (await fetch(`${house.url}/keys/bundle.pem?service=reg-a`)).text();
    const hmacInput = `${segment({ ...header, alg: 'HS256', x5c: undefined })}.${payload}`;
    const jwk = { ...foreign.publicJwk, kid: header['kid'] };
    const forged: Record<string, string> = {
      'alg none': `${segment({ ...header, alg: 'none' })}.${payload}.`,
      'HS256 with the public key': `${hmacInput}.${createHmac('sha256', bundle).update(hmacInput).digest('base64url')}`,
      'foreign key, trusted kid': signedBy({ ...header, x5c: undefined }, payload, foreign.privateKey),
      'foreign key, trusted chain': signedBy(header, payload, foreign.privateKey),
      'foreign chain': signedBy({ ...header, x5c }, payload, foreign.privateKey),
      'jwk header of a foreign key': signedBy({ ...header, x5c: undefined, jwk }, payload, foreign.privateKey),
      'no key hint': signedBy({ typ: 'JWT', alg: 'ES256' }, payload, foreign.privateKey),
      'DER-encoded signature': signedBy(header, payload, foreign.privateKey, 'der'),
    };
    for (const [name, token] of Object.entries(forged)) expect([name, await statusOf(token)]).toEqual([name, 401]);
  });

  it.each([
    ['RS256 with a chain', 'RS256', 'x5c'],
    ['RS256 by libtrust id', 'RS256', 'kid-libtrust'],
    ['ES256 by libtrust id', 'ES256', 'kid-libtrust'],
  ] as const)('takes %s', async (_name, algorithm, headerMode) => {
    const other = await openHouse({
      env: { TOKEN_SIGNING_ALGORITHM: algorithm },
      policy: [...standardPolicy, aRegistry(41, RSA.service, { headerMode })],
    });
    const bundle = await (await fetch(`${other.url}/keys/bundle.pem?service=${RSA.service}`)).text();
    const verifier = await startRegistry({ token: { ...RSA, realm: `${other.url}/token`, bundle } });
    const reply = await other.ask(`service=${RSA.service}`);
    const response = await fetch(`${verifier.url}/v2/`, {
      headers: { authorization: `Bearer ${String(reply.body['token'])}` },
    });
    await verifier.stop();
    await other.close();
    expect(response.status).toBe(200);
  });
});
