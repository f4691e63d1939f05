import { writeFileSync } from 'node:fs';

import { exportPrivateKey, generateSigningKey, makeAuthorityCertificate } from '@spectacles/registry-token';
import { TemporaryDirectory, waitFor } from '@spectacles/testing';
import { decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';

import { aRegistry, type House, idOf, openHouse, regA, standardPolicy } from '../test-support/house.js';

const opened: House[] = [];
async function open(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openHouse(options);
  opened.push(house);
  return house;
}
afterEach(async () => {
  for (const house of opened.splice(0)) await house.close();
});

const headerOf = async (house: House, service = 'reg-a') => {
  const { token } = (await house.ask(`service=${service}`)).body;
  return typeof token === 'string' ? decodeProtectedHeader(token) : null;
};
const kindsOf = (house: House) =>
  house.policy.policy
    .signingKeys()
    .map(({ role, registryId, algorithm, state }) => [role, registryId, algorithm, state].join(' '))
    .sort();

describe('the key ring', () => {
  it('is made at the first start: an authority, a leaf, and a key for each zot registry; all sealed', async () => {
    const house = await open();
    expect(kindsOf(house)).toEqual(['ca  ES256 active', 'leaf  ES256 active', `leaf ${idOf(13)} ES256 active`]);
    for (const state of house.policy.policy.signingKeys()) {
      expect(state.sealedPrivateKey).not.toContain('PRIVATE KEY');
      expect(state.publicJwk).not.toHaveProperty('d');
    }
    const [authority, leaf] = house.policy.policy.signingKeys();
    const years = (notAfter: string | null | undefined) =>
      Math.round((Date.parse(notAfter ?? '') - house.clock.now().getTime()) / (365 * 86_400_000));
    expect([years(authority?.notAfter), years(leaf?.notAfter)]).toEqual([10, 1]);
    expect(house.health.report().checks['signing key']).toBe('ok');
  });

  it('is made with RSA by setting', async () => {
    const house = await open({ env: { TOKEN_SIGNING_ALGORITHM: 'RS256' }, policy: [regA] });
    expect(kindsOf(house)).toEqual(['ca  RS256 active', 'leaf  RS256 active']);
    expect(await headerOf(house)).toMatchObject({ alg: 'RS256', x5c: [expect.any(String)] });
  });

  it('is used as it is after a restart', async () => {
    const first = await open();
    const again = await open({ ring: first.policy.policy.signingKeys() });
    expect(again.identity.storedRings).toEqual([]);
    expect((await headerOf(again))?.kid).toBe((await headerOf(first))?.kid);
  });

  it('changes to another algorithm by setting, and keeps publishing the old key', async () => {
    const first = await open({ policy: [regA] });
    const again = await open({
      policy: [regA],
      ring: first.policy.policy.signingKeys(),
      env: { TOKEN_SIGNING_ALGORITHM: 'RS256' },
    });
    expect(kindsOf(again)).toEqual(['ca  ES256 active', 'leaf  ES256 retiring', 'leaf  RS256 active']);
    expect(await headerOf(again)).toMatchObject({ alg: 'RS256', x5c: [expect.any(String)] });
    const set = (await (await fetch(`${again.url}/keys/jwks.json`)).json()) as { keys: { kid: string }[] };
    expect(set.keys).toHaveLength(4);
    expect(set.keys.map((key) => key.kid)).toContain((await headerOf(first))?.kid);
  });

  it('SEC-D12 a leaf with less than 60 days left gets a new certificate for the same key', async () => {
    const house = await open({ policy: [regA] });
    const before = await headerOf(house);
    house.clock.advance(304 * 86_400_000);
    await house.parts.keeper.tend();
    expect(await headerOf(house)).toEqual(before);
    house.clock.advance(2 * 86_400_000);
    await house.parts.keeper.tend();
    const after = await headerOf(house);
    expect(after?.kid).toBe(before?.kid);
    expect(after?.x5c).not.toEqual(before?.x5c);
    expect(house.policy.policy.signingKeys()).toHaveLength(2);
  });

  it('SEC-D12 signs nothing with a certificate that ended, and says so', async () => {
    const house = await open({ policy: [regA] });
    house.identity.reachable = false;
    house.clock.advance(366 * 86_400_000);
    await house.parts.keeper.tend();
    const reply = await house.ask('service=reg-a');
    expect([reply.status, reply.body['token']]).toEqual([503, undefined]);
    expect(house.health.report().checks['signing key']).toContain('ended on');
  });

  it('a zot registry that appears gets its own key', async () => {
    const house = await open({ policy: [regA] });
    house.policy.put(aRegistry(15, 'zot-c', { registryKind: 'zot' }));
    await waitFor(async () => (await headerOf(house, 'zot-c')) !== null, { what: 'the key of zot-c signs' });
    expect(await headerOf(house, 'zot-c')).not.toHaveProperty('x5c');
    expect((await headerOf(house, 'zot-c'))?.kid).not.toBe((await headerOf(house))?.kid);
  });

  it('SEC-D02 a registry that becomes a zot is never signed for with the key of the others, and has it back after', async () => {
    const house = await open({ policy: [regA, aRegistry(12, 'reg-b')] });
    const shared = (await headerOf(house))?.kid;
    house.identity.reachable = false;
    house.policy.put({ ...regA, registryKind: 'zot' });
    await house.parts.keeper.tend();
    expect((await house.ask('service=reg-a')).status).toBe(503);
    expect((await fetch(`${house.url}/keys/jwks.json?service=reg-a`)).status).toBe(503);
    house.identity.reachable = true;
    await waitFor(async () => (await headerOf(house)) !== null, { what: 'the own key signs' });
    const own = (await headerOf(house))?.kid;
    expect(own).not.toBe(shared);
    expect((await headerOf(house, 'reg-b'))?.kid).toBe(shared);
    house.policy.put(regA);
    expect((await headerOf(house))?.kid).toBe(shared);
    house.policy.put({ ...regA, registryKind: 'zot' });
    expect((await headerOf(house))?.kid).toBe(own);
  });

  it('of two instances that make a key at once one is refused, and uses what the other made', async () => {
    const zotA = aRegistry(16, 'zot-d', { registryKind: 'zot' });
    const other = await open({ policy: [zotA] });
    const [made] = other.policy.policy.signingKeys().filter(({ registryId }) => registryId === zotA.id);
    if (made === undefined) throw new TypeError('The other instance made no key');
    const house = await open({ policy: [regA] });
    const stored = house.identity.storedRings.length;
    house.identity.beforeRing = () => {
      house.identity.beforeRing = () => undefined;
      house.identity.storeElsewhere([made]);
    };
    house.policy.put(zotA);
    await waitFor(async () => (await headerOf(house, 'zot-d')) !== null, { what: 'the key of zot-d signs' });
    await house.parts.keeper.tend();
    expect((await headerOf(house, 'zot-d'))?.kid).toBe((await headerOf(other, 'zot-d'))?.kid);
    expect(house.identity.storedRings).toHaveLength(stored);
  });

  it('is completed later where the owner did not answer', async () => {
    const house = await open({ policy: [regA] });
    house.identity.reachable = false;
    house.policy.put(aRegistry(16, 'zot-d', { registryKind: 'zot' }));
    await house.parts.keeper.tend();
    expect((await house.ask('service=zot-d')).status).toBe(503);
    house.identity.reachable = true;
    await waitFor(async () => (await house.ask('service=zot-d')).status === 200, { what: 'the key was made' });
  });

  it('sealed with another SECRET_KEY is not replaced: nothing is signed, and readiness says why', async () => {
    const first = await open({ policy: [regA] });
    const foreign = first.policy.policy.signingKeys().map((state) => ({
      ...state,
      sealedPrivateKey: state.sealedPrivateKey.replace(/^v1\.[^.]+/u, 'v1.ffffffff'),
    }));
    const house = await open({ policy: [regA], ring: foreign });
    expect((await house.ask('service=reg-a')).status).toBe(503);
    expect(house.identity.storedRings).toEqual([]);
    expect(house.health.report().checks['signing key']).toBe('SECRET_KEY does not open the stored signing key');
  });
});

describe('a key of the operator’s own', () => {
  it('SEC-D12 is warned of before its certificate ends, and the end can be watched', async () => {
    const directory = new TemporaryDirectory();
    const key = await generateSigningKey('ES256');
    const nearlyTenYearsAgo = new Date(Date.now() - 3600 * 86_400_000);
    const request = { commonName: 'own', serialNumber: '1A', now: nearlyTenYearsAgo };
    writeFileSync(directory.join('own.key'), exportPrivateKey(key));
    writeFileSync(directory.join('own.crt'), await makeAuthorityCertificate(key, request));
    const env = {
      SPECTACLES_PRIV_KEY_PATH: directory.join('own.key'),
      SPECTACLES_CERT_PATH: directory.join('own.crt'),
    };
    const house = await open({ env, policy: [regA] });
    directory.remove();
    expect(house.lines.filter((line) => line.includes('SPECTACLES_CERT_PATH ends soon'))).toHaveLength(1);
    const remaining = /^signing_certificate_remaining_seconds (\d+)/mu.exec(
      await house.metrics.registry.metrics(),
    )?.[1];
    expect(Number(remaining) / 86_400).toBeCloseTo(50, 0);
    expect((await house.ask('service=reg-a')).status).toBe(200);
    house.clock.advance(51 * 86_400_000);
    expect((await house.ask('service=reg-a')).status).toBe(503);
  });

  it('signs instead of the ring, by key id alone or with its certificate; zot still has its own', async () => {
    const directory = new TemporaryDirectory();
    const key = await generateSigningKey('RS256');
    const certificate = await makeAuthorityCertificate(key, { commonName: 'own', serialNumber: '1A', now: new Date() });
    writeFileSync(directory.join('own.key'), exportPrivateKey(key));
    writeFileSync(directory.join('own.crt'), certificate);
    const env = { SPECTACLES_PRIV_KEY_PATH: directory.join('own.key') };
    const bare = await open({ env, policy: standardPolicy });
    const certified = await open({ env: { ...env, SPECTACLES_CERT_PATH: directory.join('own.crt') }, policy: [regA] });
    directory.remove();
    expect(await headerOf(bare)).toEqual({ typ: 'JWT', alg: 'RS256', kid: key.libtrustKeyId });
    expect(await headerOf(certified)).toMatchObject({ kid: key.libtrustKeyId, x5c: [expect.any(String)] });
    expect(kindsOf(bare)).toEqual([`leaf ${idOf(13)} ES256 active`]);
    expect((await headerOf(bare, 'zot-a'))?.kid).not.toBe(key.libtrustKeyId);
    expect((await fetch(`${bare.url}/keys/bundle.pem`)).status).toBe(404);
    expect(await (await fetch(`${certified.url}/keys/bundle.pem`)).text()).toBe(certificate);
  });
});
