import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import {
  exportPrivateKey,
  generateSigningKey,
  hasFullLengthCoordinates,
  importSigningKey,
  type MakePrivateKey,
} from './signing-key.js';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1') => key.export({ type, format: 'pem' }).toString();
const coordinate = (first: number, length = 32) => Buffer.alloc(length, first).toString('base64url');

describe('generateSigningKey', () => {
  it.each(['ES256', 'RS256'] as const)('makes a key for %s with both key ids', async (algorithm) => {
    const key = await generateSigningKey(algorithm);
    expect(key.algorithm).toBe(algorithm);
    expect(key.publicJwk.kty).toBe(algorithm === 'ES256' ? 'EC' : 'RSA');
    expect(key.libtrustKeyId).toHaveLength(59);
    expect(key.thumbprintKeyId).toHaveLength(43);
    expect(hasFullLengthCoordinates(key.publicJwk)).toBe(true);
  });

  it('makes another P-256 key until both coordinates have full length', async () => {
    const short = findShortKey();
    const offered = [short, short, ec];
    const full = hasFull(ec) ? ec : await makeFull();
    offered[2] = full;
    const make: MakePrivateKey = () => Promise.resolve(offered.shift() ?? full);
    const key = await generateSigningKey('ES256', make);
    expect(key.privateKey.equals(full)).toBe(true);
    expect(offered).toEqual([]);
  });

  it('refuses a generator that makes a key no registry verifies', async () => {
    const make: MakePrivateKey = () => Promise.resolve(generateKeyPairSync('ed25519').privateKey);
    await expect(generateSigningKey('ES256', make)).rejects.toThrow('unsupported-key');
  });
});

const hasFull = (key: KeyObject): boolean => {
  const imported = importSigningKey(pem(key, 'pkcs8'));
  return imported.ok && hasFullLengthCoordinates(imported.key.publicJwk);
};
const makeFull = async () => (await generateSigningKey('ES256')).privateKey;

function findShortKey(): KeyObject {
  for (;;) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    if (!hasFull(privateKey)) return privateKey;
  }
}

describe('hasFullLengthCoordinates', () => {
  it.each([
    ['both full', coordinate(1), coordinate(255), true],
    ['a leading zero in x', coordinate(0), coordinate(1), false],
    ['a leading zero in y', coordinate(1), coordinate(0), false],
    ['x one byte short', coordinate(1, 31), coordinate(1), false],
  ])('%s', (_name, x, y, expected) => {
    expect(hasFullLengthCoordinates({ kty: 'EC', crv: 'P-256', x, y })).toBe(expected);
  });
});

describe('importSigningKey', () => {
  it.each([
    ['PKCS #8 with P-256', pem(ec, 'pkcs8'), 'ES256'],
    ['SEC 1', pem(ec, 'sec1'), 'ES256'],
    [
      'SEC 1 after its parameters, as `openssl ecparam -genkey` writes it',
      `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${pem(ec, 'sec1')}`,
      'ES256',
    ],
    ['PKCS #8 with RSA', pem(rsa, 'pkcs8'), 'RS256'],
    ['PKCS #1', pem(rsa, 'pkcs1'), 'RS256'],
  ])('reads %s', (_name, text, algorithm) => {
    const result = importSigningKey(text);
    expect(result).toMatchObject({ ok: true, key: { algorithm } });
  });

  it.each([
    ['nothing', '', 'not-a-private-key'],
    [
      'a public key',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'not-a-private-key',
    ],
    ['a damaged block', pem(ec, 'pkcs8').replace(/\n.{12}/u, '\nAAAAAAAAAAAA'), 'not-a-private-key'],
    ['P-384', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, 'pkcs8'), 'unsupported-key'],
    ['Ed25519', pem(generateKeyPairSync('ed25519').privateKey, 'pkcs8'), 'unsupported-key'],
    [
      'RSA with 1024 bits',
      pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'pkcs8'),
      'rsa-too-short',
    ],
    [
      'encrypted PKCS #8',
      ec.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' }).toString(),
      'encrypted',
    ],
    [
      'encrypted PKCS #1',
      rsa.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' }).toString(),
      'encrypted',
    ],
  ])('refuses %s', (_name, text, reason) => {
    expect(importSigningKey(text)).toEqual({ ok: false, reason });
  });

  it('gives back the key that was exported', async () => {
    const key = await generateSigningKey('ES256');
    const again = importSigningKey(exportPrivateKey(key));
    expect(again.ok && again.key.privateKey.equals(key.privateKey)).toBe(true);
  });
});
