import { createHash } from 'node:crypto';

/** Registered algorithms of the OCI image specification and the length of their hex. */
const hexLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha512', 128],
]);

/** Whether the text is a digest that can be checked here: a registered algorithm and lower-case hex of its length. */
export function isCheckableDigest(text: string): boolean {
  const separator = text.indexOf(':');
  const hex = text.slice(separator + 1);
  return hexLengths.get(text.slice(0, separator)) === hex.length && /^[0-9a-f]+$/.test(hex);
}

/** The digest of bytes, by the algorithm of another digest (sha256 where there is none). */
export function digestOf(bytes: Uint8Array, like?: string): string {
  const algorithm = like?.startsWith('sha512:') === true ? 'sha512' : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}
