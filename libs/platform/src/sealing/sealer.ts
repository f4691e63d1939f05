import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretKey } from './secret-keys.js';

const FORMAT = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Why something sealed could not be opened; says nothing of its contents. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(reason: string) {
    super(`A sealed value cannot be opened: ${reason}.`);
  }
}

/**
 * Seals secrets at rest: AES-256-GCM under a key derived per purpose (HKDF, RFC 5869). The first key seals, all open.
 * The context (which row, which file) is authenticated, so that a sealed value opens only where it was put.
 */
export class Sealer {
  private readonly derived = new Map<string, Buffer>();

  constructor(private readonly keys: readonly SecretKey[]) {
    if (keys.length === 0) throw new TypeError('A sealer needs a key.');
  }

  seal(purpose: string, context: string, plain: Uint8Array | string): string {
    const [key] = this.keys;
    if (key === undefined) throw new TypeError('A sealer needs a key.');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.derive(key, purpose), nonce);
    cipher.setAAD(Buffer.from(`${FORMAT}\0${key.id}\0${purpose}\0${context}`));
    const text = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain;
    const sealed = Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    return `${FORMAT}.${key.id}.${sealed.toString('base64url')}`;
  }

  /** Throws `SealBroken` when no key fits, or anything was changed. */
  open(purpose: string, context: string, sealed: string): Buffer {
    const [format, id, body, ...rest] = sealed.split('.');
    if (format !== FORMAT || body === undefined || rest.length > 0) throw new SealBroken('its format is not known');
    const key = this.keys.find((candidate) => candidate.id === id);
    if (key === undefined) throw new SealBroken('it was sealed with a key that is not in SECRET_KEY');
    const bytes = Buffer.from(body, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken('it is too short');
    const decipher = createDecipheriv('aes-256-gcm', this.derive(key, purpose), bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(`${FORMAT}\0${key.id}\0${purpose}\0${context}`));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw new SealBroken('it was changed, or belongs elsewhere');
    }
  }

  private derive(key: SecretKey, purpose: string): Buffer {
    const name = `${key.id}\0${purpose}`;
    const known = this.derived.get(name);
    if (known !== undefined) return known;
    const bytes = Buffer.from(hkdfSync('sha256', key.bytes, Buffer.alloc(0), `spectacles ${purpose}`, 32));
    this.derived.set(name, bytes);
    return bytes;
  }
}
