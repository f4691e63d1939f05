import { DecisionRecord } from '@spectacles/contracts';
import { ManualClock } from '@spectacles/testing';
import { beforeEach, describe, expect, it } from 'vitest';

import type { Decision, DecisionInstance } from './decision.js';
import { DecisionRecorder } from './decision-recorder.js';

const decision: Decision = {
  outcome: 'granted',
  refusal: null,
  subject: { kind: 'user', id: '01900000-0000-7000-8000-000000000002', name: 'alice' },
  credential: { kind: 'password', id: null, name: null },
  refreshTokenId: null,
  refreshTokenIssued: false,
  address: '192.0.2.1',
  userAgent: 'docker/28',
  registryId: '01900000-0000-7000-8000-000000000011',
  service: 'reg-a',
  asked: ['repository:team/app:pull'],
  policyVersion: 7,
};
const because = [{ action: 'pull', outcome: 'granted', source: { kind: 'grant', text: 'An entry.' } }] as const;
const scope = { type: 'repository', name: 'team/app', asked: ['pull'], granted: ['pull'], because };

let clock: ManualClock;
let written: DecisionRecord[];
let recorder: DecisionRecorder;
let explained: number;
let serial: number;

beforeEach(() => {
  clock = new ManualClock();
  [written, explained, serial] = [[], 0, 0];
  const write = (line: string) => {
    written.push(DecisionRecord.parse(JSON.parse(line)));
    return Promise.resolve();
  };
  recorder = new DecisionRecorder({ write }, clock);
});

const instance = (): DecisionInstance => {
  serial += 1;
  return { requestId: `request-${String(serial)}`, tokenId: `token-${String(serial)}`, expiresAt: 1_767_323_045_000 };
};
const decide = (changes: Partial<Decision> = {}) => {
  const prepared = recorder.prepare({ ...decision, ...changes }, () => {
    explained += 1;
    return [scope];
  });
  return recorder.record(prepared, instance());
};

describe('DecisionRecorder', () => {
  it('writes the first of its kind at once, with everything that led to it', async () => {
    await decide();
    const [record] = written;
    expect(record).toMatchObject({
      count: 1,
      tokenId: 'token-1',
      policyVersion: 7,
      scopes: [{ because: [{ action: 'pull' }] }],
    });
    expect(record).not.toHaveProperty('asked');
  });

  it('counts those that are alike for ten seconds, and tells them each second', () => {
    for (let index = 0; index < 5; index += 1) void decide();
    expect([written.length, explained]).toEqual([1, 1]);
    clock.advanceSeconds(1);
    recorder.tellCounts();
    expect(written[1]).toMatchObject({ count: 4, tokenId: 'token-5' });
    recorder.tellCounts();
    expect(written).toHaveLength(2);
    void decide();
    clock.advanceSeconds(9);
    void decide();
    // The ten seconds are over: what was counted is told, and the next one stands for itself.
    expect(written.slice(2)).toMatchObject([
      { count: 1, tokenId: 'token-6' },
      { count: 1, tokenId: 'token-7' },
    ]);
    expect(explained).toBe(2);
  });

  it.each<[string, Partial<Decision>]>([
    ['policy', { policyVersion: 8 }],
    ['address', { address: '192.0.2.2' }],
    ['program', { userAgent: 'skopeo' }],
    ['scope', { asked: ['repository:team/app:push'] }],
    ['outcome', { outcome: 'reduced' }],
    ['refresh token', { refreshTokenId: '01900000-0000-7000-8000-000000000099' }],
    ['credential', { credential: { kind: 'token', id: '01900000-0000-7000-8000-000000000051', name: 'x' } }],
  ])('tells another %s apart', (_name, changes) => {
    void decide();
    void decide(changes);
    expect(written.map(({ count }) => count)).toEqual([1, 1]);
  });

  it('keeps what a stranger sends within what a record may hold', async () => {
    const long = 'x'.repeat(10_000);
    await decide({
      userAgent: long,
      service: long,
      address: long,
      subject: { kind: 'unknown', id: null, name: `${long}\u0000"\n` },
    });
    expect(written).toHaveLength(1);
    expect(written[0]?.userAgent).toHaveLength(512);
  });

  it('leaves the reasons out of a record that would be too large', async () => {
    const text = 'x'.repeat(1000);
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...scope,
      name: `team/${String(index)}`,
      because: [1, 2, 3].map(() => ({ ...because[0], source: { kind: 'grant', text } })),
    }));
    const prepared = recorder.prepare(decision, () => many);
    await recorder.record(prepared, instance());
    expect(written[0]?.scopes.map((one) => one.because)).toEqual(many.map(() => []));
  });
});
