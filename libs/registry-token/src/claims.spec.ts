import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type AccessEntry, boundedLifetime, buildTokenClaims, type TokenRequest } from './claims.js';

const request = (changes: Partial<TokenRequest> = {}): TokenRequest => ({
  issuer: 'Auth service',
  subject: 'alice',
  service: 'reg-a',
  tokenId: 'AAECAwQFBgcICQoLDA0ODw',
  now: new Date('2026-03-01T12:00:00.987Z'),
  lifetimeSeconds: 300,
  access: [],
  ...changes,
});
const second = Date.parse('2026-03-01T12:00:00.000Z') / 1000;

describe('buildTokenClaims', () => {
  it('says who, for whom, by whom, and when, in integers', () => {
    expect(buildTokenClaims(request())).toEqual({
      iss: 'Auth service',
      sub: 'alice',
      aud: 'reg-a',
      jti: 'AAECAwQFBgcICQoLDA0ODw',
      iat: second - 60,
      nbf: second - 60,
      exp: second + 300,
      access: [],
    });
  });

  it('SEC-D13 is good at once for a registry whose clock is 45 seconds behind and knows no leeway', () => {
    const { iat, nbf } = buildTokenClaims(request());
    expect(Math.max(iat, nbf)).toBeLessThanOrEqual(second - 45);
  });

  it('merges entries of one resource and leaves out empty ones', () => {
    const access = [
      { type: 'repository', name: 'team/app', actions: ['delete'] },
      { type: 'repository', name: 'team/none', actions: [] },
      { type: 'repository', name: 'team/app', actions: ['push', 'pull', 'push'] },
      { type: 'repository', name: 'team/other', actions: ['pull'] },
    ];
    expect(buildTokenClaims(request({ access })).access).toEqual([
      { type: 'repository', name: 'team/app', actions: ['delete', 'push', 'pull'] },
      { type: 'repository', name: 'team/other', actions: ['pull'] },
    ]);
  });

  it.each([
    ['the star on a repository', { type: 'repository', name: 'team/app', actions: ['*'] }],
    ['an unknown action', { type: 'repository', name: 'team/app', actions: ['admin', 'PUSH', ''] }],
    ['another action on the catalogue', { type: 'registry', name: 'catalog', actions: ['pull'] }],
    ['another name of the registry type', { type: 'registry', name: '*', actions: ['*'] }],
    ['another type', { type: 'admin', name: 'catalog', actions: ['*'] }],
  ])('SEC-B10 never writes %s', (_name, entry) => {
    expect(buildTokenClaims(request({ access: [entry] })).access).toEqual([]);
  });

  it('writes the star for the catalogue, where Distribution asks for it by that text', () => {
    const access = [{ type: 'registry', name: 'catalog', actions: ['*'] }];
    expect(buildTokenClaims(request({ access })).access).toEqual(access);
  });

  it('never lists a resource twice, an action twice, or an action nobody gave', () => {
    const entry = fc.record<AccessEntry>({
      type: fc.constantFrom('repository', 'registry', 'other'),
      name: fc.constantFrom('catalog', 'team/app', ''),
      actions: fc.array(fc.constantFrom('pull', 'push', 'delete', '*', 'admin')),
    });
    fc.assert(
      fc.property(fc.array(entry), (access) => {
        const claimed = buildTokenClaims(request({ access })).access;
        const resources = claimed.map(({ type, name }) => `${type}:${name}`);
        expect(new Set(resources).size).toBe(resources.length);
        for (const { type, name, actions } of claimed) {
          expect(actions.length).toBeGreaterThan(0);
          expect(new Set(actions).size).toBe(actions.length);
          const given = access.filter((one) => one.type === type && one.name === name).flatMap((one) => one.actions);
          expect(given).toEqual(expect.arrayContaining([...actions]));
        }
      }),
    );
  });
});

describe('boundedLifetime', () => {
  it.each([
    [300, 300],
    [0, 60],
    [-1, 60],
    [59.9, 60],
    [900.7, 900],
    [315_360_000, 86_400],
    [Number.POSITIVE_INFINITY, 86_400],
    [Number.NaN, 60],
  ])('SEC-D14 makes %d seconds into %d', (seconds, expected) => {
    expect(boundedLifetime(seconds)).toBe(expected);
  });

  it('SEC-D14 bounds the expiry of a token whatever is configured', () => {
    expect(buildTokenClaims(request({ lifetimeSeconds: 1e12 })).exp).toBe(second + 86_400);
  });
});
