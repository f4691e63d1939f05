import { describe, expect, it } from 'vitest';

import { VerifiedCredentialCache } from './verified-credential-cache.js';

describe('VerifiedCredentialCache', () => {
  it('knows a secret by user, version of the password, and the secret itself', () => {
    const cache = new VerifiedCredentialCache();
    const prints = [
      cache.fingerprint('u1', 1, 'secret'),
      cache.fingerprint('u1', 2, 'secret'),
      cache.fingerprint('u2', 1, 'secret'),
      cache.fingerprint('u1', 1, 'Secret'),
      new VerifiedCredentialCache().fingerprint('u1', 1, 'secret'),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    expect(cache.fingerprint('u1', 1, 'secret')).toBe(prints[0]);
  });

  it('tells how long ago a success was, and nothing of what was never verified', () => {
    const cache = new VerifiedCredentialCache();
    cache.remember('a', 1000);
    expect([cache.age('a', 1500), cache.age('b', 1500)]).toEqual([500, null]);
  });

  it('is bounded: the one verified longest ago makes room', () => {
    const cache = new VerifiedCredentialCache(2);
    cache.remember('a', 1);
    cache.remember('b', 2);
    cache.remember('a', 3);
    cache.remember('c', 4);
    expect(['a', 'b', 'c'].filter((print) => cache.age(print, 5) !== null)).toEqual(['a', 'c']);
  });
});
