import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a secret is for: of a personal access token, of a robot, or a refresh token. Scanners find leaked ones by it. */
export type SecretPrefix = 'spt_' | 'spr_' | 'spf_';

/** The last characters of every secret: its own checksum, so that a scanner knows it from a look-alike. */
const CHECKSUM_CHARACTERS = 6;
/** 256 bits: nobody guesses one, so that a fast hash is enough to store. */
const RANDOM_BYTES = 32;

const PREFIXED = /^sp[trf]_/;

/** A new random secret. */
export function newSecret(prefix: Exclude<SecretPrefix, 'spf_'>): string {
  return withChecksum(prefix + randomBytes(RANDOM_BYTES).toString('hex'));
}

/** Ends a text with its checksum. */
export function withChecksum(text: string): string {
  return text + checksumOf(text);
}

/** The prefix of a text that is a whole secret of ours; null for everything else, and for a mistyped one. */
export function secretPrefix(text: string): SecretPrefix | null {
  const prefix = text.slice(0, 4);
  if (prefix !== 'spt_' && prefix !== 'spr_' && prefix !== 'spf_') return null;
  const end = text.length - CHECKSUM_CHARACTERS;
  return end > prefix.length && checksumOf(text.slice(0, end)) === text.slice(end) ? prefix : null;
}

/** Whether a text begins as every secret of ours does; a password seldom does, and `secretPrefix` tells them apart. */
export function beginsAsSecret(text: string): boolean {
  return PREFIXED.test(text);
}

/** A text to write down that was given as a name: somebody who mixed the two up gave a secret of ours, or most of one. */
export function withoutSecret(text: string): string {
  return /^sp[trf]_.{16}/.test(text) ? `${text.slice(0, 4)}…` : text;
}

/** The secret without its prefix and checksum; asked of what `secretPrefix` knows. */
export function secretBody(secret: string): string {
  return secret.slice(4, -CHECKSUM_CHARACTERS);
}

/** What is stored of a secret: its SHA-256, in hex. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret);
}

/** CRC-32 as six characters of base 36: short, and the same in every implementation of it. */
function checksumOf(text: string): string {
  return crc32(text).toString(36).padStart(7, '0').slice(-CHECKSUM_CHARACTERS);
}
