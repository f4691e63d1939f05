import { createHash, type KeyObject } from 'node:crypto';

import type { PublicJwk } from './public-jwk.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LIBTRUST_DIGEST_BYTES = 30;

function base32(bytes: Uint8Array): string {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((value >>> bits) & 31);
    }
  }
  return text;
}

/**
 * The key id of Distribution 2.x (libtrust): base32 of the first 30 bytes of SHA-256 over the SubjectPublicKeyInfo,
 * as twelve groups of four. 240 bits are 48 characters exactly, so there is never any padding.
 */
export function libtrustKeyId(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const digest = createHash('sha256').update(spki).digest().subarray(0, LIBTRUST_DIGEST_BYTES);
  return base32(digest).replaceAll(/.{4}(?=.)/gu, '$&:');
}

/** The key id of Distribution 3.x: the JWK thumbprint of RFC 7638 with SHA-256, base64url. */
export function thumbprintKeyId(jwk: PublicJwk): string {
  // RFC 7638 section 3.2: only the required members, in lexicographic order, without white space.
  const members =
    jwk.kty === 'EC' ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y } : { e: jwk.e, kty: jwk.kty, n: jwk.n };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}
