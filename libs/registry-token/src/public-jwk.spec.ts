import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { exportPublicJwk, toPublicJwk } from './public-jwk.js';

describe('toPublicJwk', () => {
  it('keeps no private member of a P-256 key', () => {
    const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    expect(jwk).toHaveProperty('d');
    expect(Object.keys(toPublicJwk({ ...jwk }) ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  it('keeps no private member of an RSA key', () => {
    const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    expect(jwk).toHaveProperty('dp');
    expect(Object.keys(toPublicJwk({ ...jwk }) ?? {}).sort()).toEqual(['e', 'kty', 'n']);
  });

  it.each([
    ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0' }],
    ['another curve', { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' }],
    ['a point without y', { kty: 'EC', crv: 'P-256', x: 'AA' }],
    ['a point without x', { kty: 'EC', crv: 'P-256', y: 'AA' }],
    ['an RSA key without exponent', { kty: 'RSA', n: 'AA' }],
    ['an RSA key with an empty modulus', { kty: 'RSA', n: '', e: 'AQAB' }],
    ['members that are no text', { kty: 'RSA', n: 1, e: 2 }],
    ['nothing', {}],
  ])('refuses %s', (_name, jwk) => {
    expect(toPublicJwk(jwk)).toBeNull();
  });

  it.each(['ed25519', 'x25519'] as const)('exports no %s key', (type) => {
    const { publicKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
    expect(exportPublicJwk(publicKey)).toBeNull();
  });
});
