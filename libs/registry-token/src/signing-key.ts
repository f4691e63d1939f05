import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import type { SigningAlgorithm } from './algorithm.js';
import { libtrustKeyId, thumbprintKeyId } from './key-id.js';
import { exportPublicJwk, type PublicJwk } from './public-jwk.js';

const RSA_BITS = 2048;
const COORDINATE_BYTES = 32;

/** A private key that is open and ready to sign, with both of its key ids. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: PublicJwk;
  readonly libtrustKeyId: string;
  readonly thumbprintKeyId: string;
  /** The length of its signatures: r‖s, or the RSA modulus. */
  readonly signatureBytes: number;
}

/** Why a private key cannot sign registry tokens. */
export type KeyRefusal = 'not-a-private-key' | 'encrypted' | 'unsupported-key' | 'rsa-too-short';

/** The outcome of reading a private key. */
export type SigningKeyResult =
  { readonly ok: true; readonly key: SigningKey } | { readonly ok: false; readonly reason: KeyRefusal };

/** Makes the private half of a new key; a parameter only so that the choice between made keys can be tested. */
export type MakePrivateKey = (algorithm: SigningAlgorithm) => Promise<KeyObject>;

const generate = promisify(generateKeyPair);

const makePrivateKey: MakePrivateKey = async (algorithm) => {
  const pair =
    algorithm === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: RSA_BITS });
  return pair.privateKey;
};

/** Whether both coordinates fill their 32 bytes without a leading zero. RSA keys have no such trouble. */
export function hasFullLengthCoordinates(jwk: PublicJwk): boolean {
  if (jwk.kty === 'RSA') return true;
  return [jwk.x, jwk.y].every((coordinate) => {
    const bytes = Buffer.from(coordinate, 'base64url');
    return bytes.length === COORDINATE_BYTES && bytes[0] !== 0;
  });
}

function describe(privateKey: KeyObject): SigningKeyResult {
  const publicKey = createPublicKey(privateKey);
  const publicJwk = exportPublicJwk(publicKey);
  if (publicJwk === null) return { ok: false, reason: 'unsupported-key' };
  if ((publicKey.asymmetricKeyDetails?.modulusLength ?? RSA_BITS) < RSA_BITS) {
    return { ok: false, reason: 'rsa-too-short' };
  }
  const algorithm = publicJwk.kty === 'EC' ? 'ES256' : 'RS256';
  const ids = { libtrustKeyId: libtrustKeyId(publicKey), thumbprintKeyId: thumbprintKeyId(publicJwk) };
  const signatureBytes = publicJwk.kty === 'EC' ? 2 * COORDINATE_BYTES : Buffer.byteLength(publicJwk.n, 'base64url');
  return { ok: true, key: { algorithm, privateKey, publicKey, publicJwk, ...ids, signatureBytes } };
}

/**
 * Makes a key. A P-256 key is made anew until both coordinates have full length: Distribution 3.1 hashes them without
 * left padding, so that about one key in 128 would have a key id there that differs from RFC 7638.
 */
export async function generateSigningKey(
  algorithm: SigningAlgorithm,
  make: MakePrivateKey = makePrivateKey,
): Promise<SigningKey> {
  for (;;) {
    const described = describe(await make(algorithm));
    if (!described.ok) throw new TypeError(`A key of the kind ${algorithm} cannot be described: ${described.reason}`);
    if (hasFullLengthCoordinates(described.key.publicJwk)) return described.key;
  }
}

const PRIVATE_KEY_BLOCK = /-----BEGIN (?<label>[A-Z ]*PRIVATE KEY)-----.*?-----END \k<label>-----/su;

/** Reads a private key from PEM: PKCS #8, PKCS #1 (RSA) or SEC 1 (EC, also after an `EC PARAMETERS` block). */
export function importSigningKey(pem: string): SigningKeyResult {
  const block = PRIVATE_KEY_BLOCK.exec(pem);
  if (block === null) return { ok: false, reason: 'not-a-private-key' };
  if (block[0].includes('ENCRYPTED')) return { ok: false, reason: 'encrypted' };
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(block[0]);
  } catch {
    // OpenSSL names a dozen causes for what is one thing to whoever configured the file: this is no private key.
    return { ok: false, reason: 'not-a-private-key' };
  }
  return describe(privateKey);
}

/** The private key as PKCS #8 PEM: the plain text that is sealed before it is stored. */
export function exportPrivateKey(key: SigningKey): string {
  return key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
