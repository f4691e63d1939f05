import type { KeyObject } from 'node:crypto';

/** The public half of a P-256 key (RFC 7518 section 6.2). */
export interface EcPublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** The public half of an RSA key (RFC 7518 section 6.3). */
export interface RsaPublicJwk {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

/** A public key as a JWK: the members that make the key and nothing else, so that no private member can slip through. */
export type PublicJwk = EcPublicJwk | RsaPublicJwk;

const text = (value: unknown): string | null => (typeof value === 'string' && value.length > 0 ? value : null);

/** Takes from a JWK what makes a P-256 or RSA public key; anything else in it, private members included, is left out. */
export function toPublicJwk(jwk: Readonly<Record<string, unknown>>): PublicJwk | null {
  const [x, y, n, e] = [text(jwk['x']), text(jwk['y']), text(jwk['n']), text(jwk['e'])];
  if (jwk['kty'] === 'EC' && jwk['crv'] === 'P-256' && x !== null && y !== null)
    return { kty: 'EC', crv: 'P-256', x, y };
  if (jwk['kty'] === 'RSA' && n !== null && e !== null) return { kty: 'RSA', n, e };
  return null;
}

/** The public JWK of a key object; null for a kind of key that no registry verifies. */
export function exportPublicJwk(publicKey: KeyObject): PublicJwk | null {
  if (publicKey.asymmetricKeyType !== 'ec' && publicKey.asymmetricKeyType !== 'rsa') return null;
  return toPublicJwk({ ...publicKey.export({ format: 'jwk' }) });
}
