import type { X509Certificate } from 'node:crypto';

import type { HeaderMode, SigningAlgorithm } from './algorithm.js';
import type { SigningKey } from './signing-key.js';

/** The protected header of a registry token (RFC 7515 section 4.1). */
export interface TokenHeader {
  readonly typ: 'JWT';
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  readonly x5c?: readonly string[];
}

/**
 * The header for one way of finding the key. With `x5c` the libtrust id stands beside the chain, which Distribution 2.8
 * and 3 both accept; a key without a certificate is then found by that id alone.
 */
export function buildTokenHeader(
  key: Pick<SigningKey, 'algorithm' | 'libtrustKeyId' | 'thumbprintKeyId'>,
  mode: HeaderMode,
  chain: readonly X509Certificate[] = [],
): TokenHeader {
  const kid = mode === 'kid-thumbprint' ? key.thumbprintKeyId : key.libtrustKeyId;
  const header = { typ: 'JWT', alg: key.algorithm, kid } as const;
  if (mode !== 'x5c' || chain.length === 0) return header;
  return { ...header, x5c: chain.map((certificate) => certificate.raw.toString('base64')) };
}

/** The header as the first segment of a token. It is the same for every token of a key and mode: encode it once. */
export function encodeTokenHeader(header: TokenHeader): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}
