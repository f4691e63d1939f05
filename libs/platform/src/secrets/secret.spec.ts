import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginsAsSecret,
  hashSecret,
  newSecret,
  secretBody,
  secretPrefix,
  withChecksum,
  withoutSecret,
} from './secret.js';

describe('secrets', () => {
  it('are known by their prefix', () => {
    expect(secretPrefix(newSecret('spt_'))).toBe('spt_');
    expect(secretPrefix(newSecret('spr_'))).toBe('spr_');
    expect(secretPrefix(withChecksum('spf_sealed'))).toBe('spf_');
  });

  it('are never made twice', () => {
    expect(new Set(Array.from({ length: 100 }, () => newSecret('spt_'))).size).toBe(100);
  });

  it('end with a checksum of six characters, which knows a mistyped one', () => {
    const secret = newSecret('spt_');
    const mistyped = secret.slice(0, 10) + (secret[10] === 'a' ? 'b' : 'a') + secret.slice(11);
    expect(secretPrefix(mistyped)).toBeNull();
    expect(withChecksum(secret.slice(0, -6))).toBe(secret);
  });

  it('hold what was put into them', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,200}$/), (body) => {
        const secret = withChecksum(`spf_${body}`);
        expect(secretPrefix(secret)).toBe('spf_');
        expect(secretBody(secret)).toBe(body);
      }),
    );
  });

  it('are not known in any other text', () => {
    fc.assert(fc.property(fc.string(), (text) => secretPrefix(text) === null));
    expect(secretPrefix('spt_')).toBeNull();
    expect(secretPrefix('spx_' + newSecret('spt_').slice(4))).toBeNull();
  });

  it('begin as few other texts do', () => {
    expect(['spt_', 'spr_x', 'spf_', 'spx_', 'a spt_', ''].map(beginsAsSecret)).toEqual([
      ...[true, true, true],
      ...[false, false, false],
    ]);
  });

  it('are not written down where they were given as a name', () => {
    const secret = newSecret('spt_');
    expect([secret, secret.slice(0, 40), 'spark', 'spt_bot'].map(withoutSecret)).toEqual([
      'spt_…',
      'spt_…',
      'spark',
      'spt_bot',
    ]);
  });

  it('are stored as a SHA-256', () => {
    expect(hashSecret('spt_x')).toMatch(/^[0-9a-f]{64}$/);
  });
});
