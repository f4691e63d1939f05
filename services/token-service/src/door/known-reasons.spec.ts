import { describe, expect, it } from 'vitest';

import type { DecidedScope } from '../spool/decision.js';
import { KnownReasons, type ReasonedRequest } from './known-reasons.js';

const request = (more: Partial<ReasonedRequest> = {}): ReasonedRequest => ({
  principal: { kind: 'user', userId: 'bob', credentialId: 'laptop', address: '192.0.2.1' },
  registryId: 'main',
  scopes: ['repository:team/app:pull'],
  granted: { access: [], lacking: false, requested: [], dropped: [] },
  ...more,
});

describe('KnownReasons', () => {
  const counting = () => {
    const reasons = new KnownReasons();
    let explained = 0;
    const ask = (version: number, more: Partial<ReasonedRequest> = {}) => {
      const explain = (): readonly DecidedScope[] => {
        explained += 1;
        return [];
      };
      reasons.of(version, request(more), explain);
      return explained;
    };
    return ask;
  };

  it('are found once for the same request at one version of the policy', () => {
    const ask = counting();
    expect([ask(1), ask(1), ask(1)]).toEqual([1, 1, 1]);
  });

  it('are found anew when the policy changes, also when it changes back', () => {
    const ask = counting();
    expect([ask(1), ask(2), ask(1)]).toEqual([1, 2, 3]);
  });

  it.each<[string, Partial<ReasonedRequest>]>([
    ['somebody else', { principal: { kind: 'user', userId: 'carol', credentialId: 'laptop', address: '192.0.2.1' } }],
    ['a stranger', { principal: { kind: 'anonymous', address: '192.0.2.1' } }],
    [
      'a robot of that id',
      { principal: { kind: 'robot', robotId: 'ci', credentialId: 'laptop', address: '192.0.2.1' } },
    ],
    ['a credential', { principal: { kind: 'user', userId: 'bob', address: '192.0.2.1' } }],
    ['an address', { principal: { kind: 'user', userId: 'bob', credentialId: 'laptop', address: '192.0.2.2' } }],
    ['a registry', { registryId: 'other' }],
    ['a scope', { scopes: ['repository:team/app:push'] }],
    ['what is granted', { granted: { access: [], lacking: true, requested: [], dropped: [] } }],
  ])('are those of %s', (_what, more) => {
    const ask = counting();
    expect([ask(1), ask(1, more), ask(1)]).toEqual([1, 2, 2]);
  });

  it('are not kept for long requests', () => {
    const ask = counting();
    const scopes = [`repository:${'a'.repeat(700)}:pull`];
    expect([ask(1, { scopes }), ask(1, { scopes })]).toEqual([1, 2]);
  });

  it('are forgotten when there are too many of them', () => {
    const ask = counting();
    for (let index = 0; index < 4097; index += 1) ask(1, { scopes: [`repository:n${String(index)}:pull`] });
    expect([ask(1, { scopes: ['repository:n4096:pull'] }), ask(1, { scopes: ['repository:n0:pull'] })]).toEqual([
      4097, 4098,
    ]);
  });
});
