const DIGITS = 12;

/** "sha256:9f2c51ab07e4" of a whole digest. */
export function shortDigest(digest: string): string {
  const colon = digest.indexOf(':');
  return digest.slice(0, colon + 1 + DIGITS);
}
