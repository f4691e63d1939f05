import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

import type { HeaderMode, SigningAlgorithm } from './algorithm.js';
import { libtrustKeyId, thumbprintKeyId } from './key-id.js';
import { type PublicJwk, toPublicJwk } from './public-jwk.js';

/** The public side of a key: what may be shown to anybody. */
export interface PublishedKey {
  readonly role: 'ca' | 'leaf';
  readonly algorithm: SigningAlgorithm;
  /** PEM, one or more certificates; null for a key that is known by its key id alone. */
  readonly certificate: string | null;
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

/** A key of a JSON Web Key Set, with the fields a verifier looks at. */
export type JwksKey = PublicJwk & { readonly kid: string; readonly use: 'sig'; readonly alg: SigningAlgorithm };

/** A JSON Web Key Set (RFC 7517 section 5). */
export interface JsonWebKeySet {
  readonly keys: readonly JwksKey[];
}

const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gsu;

function certificatesOf(key: PublishedKey): X509Certificate[] {
  return [...(key.certificate ?? '').matchAll(CERTIFICATE_BLOCK)].map(([block]) => new X509Certificate(block));
}

/**
 * The file a registry takes as `rootcertbundle`. With `x5c` it holds the authorities, and those leaves that none of them
 * issued: our own leaves may then change without a word to the registry. A registry that looks keys up by id needs the
 * leaves themselves in it.
 */
export function bundlePem(keys: readonly PublishedKey[], mode: HeaderMode): string {
  const authorities = keys.filter((key) => key.role === 'ca').flatMap(certificatesOf);
  const issued = (leaf: X509Certificate) => authorities.some((authority) => leaf.checkIssued(authority));
  const leaves = keys.filter((key) => key.role === 'leaf').flatMap(certificatesOf);
  const listed = [...authorities, ...(mode === 'x5c' ? leaves.filter((leaf) => !issued(leaf)) : leaves)];
  return [...new Set(listed.map((certificate) => certificate.toString()))].join('');
}

const asKeyObject = (jwk: PublicJwk): KeyObject => createPublicKey({ key: { ...jwk }, format: 'jwk' });

/** The bare public key as PEM, the form zot takes. */
export function publicKeyPem(key: PublishedKey): string | null {
  const jwk = toPublicJwk(key.publicJwk);
  return jwk === null ? null : asKeyObject(jwk).export({ type: 'spki', format: 'pem' }).toString();
}

/**
 * The key set of all signing keys, each listed under both of its ids: Distribution 3 takes any `kid` from a `jwks` file,
 * so a token finds its key there whichever id its header names. Authorities sign no tokens and are not listed.
 */
export function jsonWebKeySet(keys: readonly PublishedKey[]): JsonWebKeySet {
  return {
    keys: keys.flatMap((key) => {
      const jwk = key.role === 'leaf' ? toPublicJwk(key.publicJwk) : null;
      if (jwk === null) return [];
      const ids = [libtrustKeyId(asKeyObject(jwk)), thumbprintKeyId(jwk)];
      return ids.map((kid): JwksKey => ({ ...jwk, kid, use: 'sig', alg: key.algorithm }));
    }),
  };
}

/** The key set for zot, which refuses one that holds more than a single key: the first signing key under one id. */
export function singleKeySet(keys: readonly PublishedKey[]): JsonWebKeySet {
  return { keys: jsonWebKeySet(keys).keys.slice(0, 1) };
}
