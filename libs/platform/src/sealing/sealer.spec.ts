import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SealBroken, Sealer } from './sealer.js';
import { parseSecretKeys } from './secret-keys.js';

const newKey = () => randomBytes(32).toString('base64url');
const sealerOf = (...keys: string[]) => new Sealer(parseSecretKeys(keys.join(',')));

describe('sealing', () => {
  it('opens what it sealed, for the same purpose and place alone', () => {
    const sealer = sealerOf(newKey());
    const sealed = sealer.seal('key-ring', 'leaf:1', 'private');
    expect(sealer.open('key-ring', 'leaf:1', sealed).toString()).toBe('private');
    expect(() => sealer.open('key-ring', 'leaf:2', sealed)).toThrow(SealBroken);
    expect(() => sealer.open('session', 'leaf:1', sealed)).toThrow(SealBroken);
    expect(sealed).not.toContain('private');
    expect(sealer.seal('key-ring', 'leaf:1', 'private')).not.toBe(sealed);
  });

  it('refuses what was changed at any place', () => {
    const sealer = sealerOf(newKey());
    const sealed = sealer.seal('p', 'c', Buffer.from([1, 2, 3]));
    const body = sealed.lastIndexOf('.') + 1;
    for (let at = body; at < sealed.length - 1; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(() => sealer.open('p', 'c', sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow(SealBroken);
    }
    for (const broken of ['', 'v1', 'v2.a.b', `${sealed}.x`, sealed.slice(0, body + 8)]) {
      expect(() => sealer.open('p', 'c', broken)).toThrow(SealBroken);
    }
  });

  it('seals with the first key and opens with all', () => {
    const [old, young] = [newKey(), newKey()];
    const sealed = sealerOf(old).seal('p', 'c', 'x');
    expect(sealerOf(young, old).open('p', 'c', sealed).toString()).toBe('x');
    expect(() => sealerOf(old).open('p', 'c', sealerOf(young, old).seal('p', 'c', 'x'))).toThrow(/not in SECRET_KEY/);
  });

  it.each(['', 'short', `${newKey()},short`, randomBytes(31).toString('hex')])('refuses the key "%s"', (text) => {
    expect(() => parseSecretKeys(text)).toThrow(/^SECRET_KEY: each key needs at least 32 bytes/);
  });

  it('reads hex and base64', () => {
    const bytes = randomBytes(32);
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect(parseSecretKeys(bytes.toString(encoding))[0]?.bytes.equals(bytes)).toBe(true);
    }
  });
});
