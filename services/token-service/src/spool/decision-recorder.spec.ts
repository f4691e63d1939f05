import { DecisionRecord } from '@spectacles/contracts';
import { ManualClock } from '@spectacles/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

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
  const write = (start: string, rest: Uint8Array): void => {
    written.push(DecisionRecord.parse(JSON.parse(start + Buffer.from(rest).toString())));
  };
  recorder = new DecisionRecorder({ write, flush: () => undefined }, clock);
});

const instance = (): DecisionInstance => {
  serial += 1;
  return { requestId: `request-${String(serial)}`, tokenId: `token-${String(serial)}`, expiresAt: 1_767_323_045_000 };
};
const prepare = (changes: Partial<Decision> = {}) =>
  recorder.prepare({ ...decision, ...changes }, () => {
    explained += 1;
    return [scope];
  });
const decide = (changes: Partial<Decision> = {}): void => {
  recorder.note(prepare(changes), instance());
};

describe('DecisionRecorder', () => {
  it('writes the first of its kind at once, with everything that led to it', () => {
    decide();
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
    for (let index = 0; index < 5; index += 1) decide();
    // Once for what is written at once, and once more for what tells the count.
    expect([written.length, explained]).toEqual([1, 2]);
    clock.advanceSeconds(1);
    recorder.tellCounts();
    expect(written[1]).toMatchObject({ count: 4, tokenId: 'token-5' });
    recorder.tellCounts();
    expect(written).toHaveLength(2);
    decide();
    clock.advanceSeconds(9);
    decide();
    // The ten seconds are over: what was counted is told, and the next one stands for itself.
    expect(written.slice(2)).toMatchObject([
      { count: 1, tokenId: 'token-6' },
      { count: 1, tokenId: 'token-7' },
    ]);
    expect(explained).toBe(3);
  });

  it('counts those that were under way together with the first', () => {
    const prepared = [prepare(), prepare(), prepare()];
    for (const one of prepared) recorder.note(one, instance());
    recorder.tellCounts();
    expect(written.map(({ count, tokenId }) => [count, tokenId])).toEqual([
      [1, 'token-1'],
      [2, 'token-3'],
    ]);
  });

  it('forgets none that was under way when its ten seconds ended', () => {
    decide();
    const late = [prepare(), prepare()];
    clock.advanceSeconds(11);
    recorder.tellCounts();
    decide();
    for (const one of late) recorder.note(one, instance());
    recorder.tellCounts();
    expect(written.map(({ count, tokenId }) => [count, tokenId])).toEqual([
      [1, 'token-1'],
      [1, 'token-2'],
      [1, 'token-3'],
      [1, 'token-4'],
    ]);
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
    decide();
    decide(changes);
    expect(written.map(({ count }) => count)).toEqual([1, 1]);
  });

  it('keeps what a stranger sends within what a record may hold', () => {
    const long = 'x'.repeat(10_000);
    decide({
      userAgent: long,
      service: long,
      address: long,
      subject: { kind: 'unknown', id: null, name: `${long}\u0000"\n` },
    });
    expect(written).toHaveLength(1);
    expect(written[0]?.userAgent).toHaveLength(512);
  });

  it('leaves the reasons out of a record that would be too large', () => {
    const text = 'x'.repeat(1000);
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...scope,
      name: `team/${String(index)}`,
      because: [1, 2, 3].map(() => ({ ...because[0], source: { kind: 'grant', text } })),
    }));
    const prepared = recorder.prepare(decision, () => many);
    recorder.note(prepared, instance());
    expect(written[0]?.scopes.map((one) => one.because)).toEqual(many.map(() => []));
  });

  it('counts no more than fits into little memory, and writes the rest as they are', () => {
    const long = 'repository:team/app:'.padEnd(150_000, 'x');
    for (let index = 0; index < 300; index += 1) decide({ asked: [`${long}${String(index)}`] });
    written.length = 0;
    for (const _again of [1, 2, 3]) decide({ asked: ['repository:team/other:pull'.padEnd(200_000, 'x')] });
    expect(written.map(({ count }) => count)).toEqual([1, 1, 1]);
    clock.advance(10_000);
    recorder.tellCounts();
    written.length = 0;
    for (const _again of [1, 2, 3]) decide({ asked: ['repository:team/other:pull'] });
    recorder.tellCounts();
    expect(written.map(({ count }) => count)).toEqual([1, 2]);
  });
});

describe('DecisionRecorder as time goes by', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    recorder.start();
  });
  afterEach(() => {
    recorder.stop();
    vi.useRealTimers();
  });
  const pass = (milliseconds: number): void => {
    clock.advance(milliseconds);
    vi.advanceTimersByTime(milliseconds);
  };

  it('tells a count a second after it began, and each when its own is over', () => {
    for (const name of ['a', 'a', 'a']) decide({ asked: [name] });
    pass(500);
    for (const name of ['b', 'b', 'a']) decide({ asked: [name] });
    expect(written.map(({ count }) => count)).toEqual([1, 1]);
    pass(500);
    expect(written.map(({ count }) => count)).toEqual([1, 1, 3]);
    pass(500);
    expect(written.map(({ count }) => count)).toEqual([1, 1, 3, 1]);
    pass(20_000);
    expect(written).toHaveLength(4);
  });

  it('forgets what is over, so that as many others can be counted', () => {
    for (let index = 0; index < 20_000; index += 1) decide({ asked: [`a${String(index)}`] });
    pass(10_000);
    pass(4000);
    written.length = 0;
    for (const name of ['b', 'b', 'b']) decide({ asked: [name] });
    pass(1000);
    expect(written.map(({ count }) => count)).toEqual([1, 2]);
  });
});
