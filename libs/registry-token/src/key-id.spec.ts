import { createHash, generateKeyPairSync } from 'node:crypto';

import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';

import { libtrustKeyId, thumbprintKeyId } from './key-id.js';
import { exportPublicJwk } from './public-jwk.js';

const pairs = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'RSA-2048': generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

describe.each(Object.entries(pairs))('key ids of %s', (_name, { publicKey }) => {
  it('the libtrust id holds the first 240 bits of SHA-256 over the SubjectPublicKeyInfo', () => {
    const id = libtrustKeyId(publicKey);
    expect(id).toMatch(/^(?:[A-Z2-7]{4}:){11}[A-Z2-7]{4}$/u);
    const bits = Array.from(id.replaceAll(':', ''))
      .map((character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0'))
      .join('');
    const digest = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest();
    const expected = [...digest.subarray(0, 30)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(bits).toBe(expected);
  });

  it('the thumbprint agrees with an independent implementation of RFC 7638', async () => {
    const jwk = exportPublicJwk(publicKey);
    if (jwk === null) throw new TypeError('The key has no JWK');
    expect(thumbprintKeyId(jwk)).toBe(await calculateJwkThumbprint({ ...jwk }));
  });
});
