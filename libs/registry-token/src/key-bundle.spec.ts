import { createPrivateKey, X509Certificate } from 'node:crypto';

import { beforeAll, describe, expect, it } from 'vitest';

import { makeAuthorityCertificate, makeLeafCertificate } from './certificate.js';
import { bundlePem, jsonWebKeySet, type PublishedKey, publicKeyPem, singleKeySet } from './key-bundle.js';
import { generateSigningKey, type SigningKey } from './signing-key.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const published = (key: SigningKey, role: 'ca' | 'leaf', certificate: string | null): PublishedKey => ({
  role,
  algorithm: key.algorithm,
  certificate,
  publicJwk: { ...key.privateKey.export({ format: 'jwk' }) },
});
const serials = (pem: string) =>
  pem
    .split(/(?<=-----END CERTIFICATE-----\n)/u)
    .filter((block) => block !== '')
    .map((block) => new X509Certificate(block).serialNumber);

let leafKey: SigningKey;
let ca: PublishedKey;
let leaf: PublishedKey;
let foreign: PublishedKey;
let bare: PublishedKey;

beforeAll(async () => {
  const authorityKey = await generateSigningKey('ES256');
  leafKey = await generateSigningKey('ES256');
  const foreignKey = await generateSigningKey('RS256');
  const request = (serialNumber: string) => ({ commonName: serialNumber, serialNumber, now });
  const authority = await makeAuthorityCertificate(authorityKey, request('1A'));
  ca = published(authorityKey, 'ca', authority);
  leaf = published(
    leafKey,
    'leaf',
    await makeLeafCertificate(leafKey, { key: authorityKey, certificate: authority }, request('1B')),
  );
  foreign = published(foreignKey, 'leaf', await makeAuthorityCertificate(foreignKey, request('1C')));
  bare = published(await generateSigningKey('ES256'), 'leaf', null);
});

describe('bundlePem', () => {
  it('with x5c holds the authority, not the leaf below it, so that leaves may change unseen', () => {
    expect(serials(bundlePem([leaf, ca], 'x5c'))).toEqual(['1A']);
  });

  it('with x5c holds a certificate that no listed authority issued', () => {
    expect(serials(bundlePem([ca, leaf, foreign, bare], 'x5c'))).toEqual(['1A', '1C']);
  });

  it.each(['kid-libtrust', 'kid-thumbprint'] as const)('with %s holds the leaf itself', (mode) => {
    expect(serials(bundlePem([ca, leaf], mode))).toEqual(['1A', '1B']);
  });

  it('lists a certificate once and is empty without any', () => {
    expect(serials(bundlePem([foreign, foreign], 'x5c'))).toEqual(['1C']);
    expect(bundlePem([bare], 'x5c')).toBe('');
  });
});

describe('jsonWebKeySet', () => {
  it('lists each signing key under both ids and no authority', () => {
    const { keys } = jsonWebKeySet([ca, leaf, foreign]);
    expect(keys.map((key) => key.alg)).toEqual(['ES256', 'ES256', 'RS256', 'RS256']);
    expect(keys.slice(0, 2).map((key) => key.kid)).toEqual([leafKey.libtrustKeyId, leafKey.thumbprintKeyId]);
  });

  it('SEC-D11 shows no private member although the stored key had them', () => {
    expect(leaf.publicJwk).toHaveProperty('d');
    for (const key of jsonWebKeySet([leaf, foreign, bare]).keys) {
      expect(Object.keys(key)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:d|p|q|dp|dq|qi|k)$/u)]));
      expect(() => createPrivateKey({ key: { ...key }, format: 'jwk' })).toThrow();
    }
  });

  it('leaves out what is no key', () => {
    expect(jsonWebKeySet([{ ...leaf, publicJwk: { kty: 'oct' } }])).toEqual({ keys: [] });
  });

  it('holds a single key for zot', () => {
    expect(singleKeySet([bare, leaf]).keys).toHaveLength(1);
    expect(singleKeySet([])).toEqual({ keys: [] });
  });
});

describe('publicKeyPem', () => {
  it('is the public key of the signing key', () => {
    expect(publicKeyPem(leaf)).toBe(leafKey.publicKey.export({ type: 'spki', format: 'pem' }).toString());
  });

  it('is null for what is no key', () => {
    expect(publicKeyPem({ ...leaf, publicJwk: {} })).toBeNull();
  });
});
