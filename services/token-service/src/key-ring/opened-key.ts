import type { X509Certificate } from 'node:crypto';

import type { SigningKeyState } from '@spectacles/contracts';
import { exportPrivateKey, importSigningKey, readCertificateChain, type SigningKey } from '@spectacles/registry-token';
import type { Sealer } from '@spectacles/platform';

const PURPOSE = 'key-ring';

/** A signing key with the certificates that its tokens carry. */
export interface OpenedKey {
  readonly key: SigningKey;
  readonly chain: readonly X509Certificate[];
  /** When the last moment has come to sign with `x5c`; null for a key without a certificate. */
  readonly notAfter: Date | null;
}

/** Seals a private key for the row of this id: moved to another row, it cannot be opened. */
export function sealPrivateKey(sealer: Sealer, id: string, key: SigningKey): string {
  return sealer.seal(PURPOSE, id, exportPrivateKey(key));
}

/** Opens the private key of a row; throws where the row was sealed with a key that this process does not have. */
export function openPrivateKey(sealer: Sealer, state: SigningKeyState): SigningKey {
  const imported = importSigningKey(sealer.open(PURPOSE, state.id, state.sealedPrivateKey).toString());
  if (!imported.ok) throw new TypeError(`The signing key ${state.id} cannot be read: ${imported.reason}`);
  return imported.key;
}

/** Opens a signing key with its certificate. */
export function openSigningKey(sealer: Sealer, state: SigningKeyState): OpenedKey {
  const key = openPrivateKey(sealer, state);
  if (state.certificate === null) return { key, chain: [], notAfter: null };
  const read = readCertificateChain(state.certificate, key);
  if (!read.ok) throw new TypeError(`The certificate of the signing key ${state.id} cannot be used: ${read.reason}`);
  return { key, chain: read.chain, notAfter: earliestEnd(read.chain) };
}

/** A chain ends with the first of its certificates. */
export function earliestEnd(chain: readonly X509Certificate[]): Date | null {
  const ends = chain.map((certificate) => certificate.validToDate.getTime());
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}
