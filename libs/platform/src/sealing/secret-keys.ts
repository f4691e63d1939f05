import { createHash } from 'node:crypto';
import { ConfigurationError } from '../config/configuration-error.js';

/** A key that seals; its id travels with what it sealed. */
export interface SecretKey {
  readonly id: string;
  readonly bytes: Buffer;
}

const LEAST_BYTES = 32;

function decode(text: string): Buffer {
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return Buffer.from(text, 'base64');
  return Buffer.from(text, 'utf8');
}

/** Reads `SECRET_KEY`: one key or more, separated by commas, each 32 bytes or more in base64 or hex. */
export function parseSecretKeys(text: string): readonly SecretKey[] {
  const keys = text.split(',').map((part) => decode(part.trim()));
  if (keys.some((bytes) => bytes.length < LEAST_BYTES)) {
    const message = `each key needs at least ${String(LEAST_BYTES)} bytes, in base64 or hex`;
    throw new ConfigurationError([{ name: 'SECRET_KEY', message }]);
  }
  return keys.map((bytes) => ({ id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }));
}
