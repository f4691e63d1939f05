import { ManualClock } from '@spectacles/testing';
import { beforeEach, describe, expect, it } from 'vitest';

import { FailureBuckets } from './failure-buckets.js';

let clock: ManualClock;
let buckets: FailureBuckets;

beforeEach(() => {
  clock = new ManualClock();
  buckets = new FailureBuckets(clock);
});

const exhaust = (address: string) => {
  for (let index = 0; index < 60; index += 1) expect(buckets.take(address)).toBeNull();
};

describe('FailureBuckets', () => {
  it('gives an address sixty failures, and one more each second', () => {
    exhaust('192.0.2.1');
    expect([buckets.take('192.0.2.1'), buckets.take('192.0.2.2')]).toEqual([1, null]);
    clock.advance(999);
    expect(buckets.take('192.0.2.1')).toBe(1);
    clock.advance(1);
    expect([buckets.take('192.0.2.1'), buckets.take('192.0.2.1')]).toEqual([null, 1]);
  });

  it('fills up again, and not beyond', () => {
    exhaust('192.0.2.1');
    clock.advanceSeconds(3600);
    exhaust('192.0.2.1');
    expect(buckets.take('192.0.2.1')).toBe(1);
  });

  it('takes the last 64 bits of an IPv6 address for the same network, however it is written', () => {
    exhaust('2001:db8::1');
    for (const same of ['2001:db8::ffff:2', '2001:0DB8:0:0:1:2:3:4', '2001:db8:0:0::']) {
      expect(buckets.wait(same)).toBe(1);
    }
    for (const other of ['2001:db8:0:1::1', '2001:db9::1', '::1']) expect(buckets.wait(other)).toBeNull();
  });

  it('makes who failed many times at once wait longer, but not for ever', () => {
    for (let index = 0; index < 1000; index += 1) buckets.note('192.0.2.1');
    expect(buckets.wait('192.0.2.1')).toBe(61);
    clock.advanceSeconds(61);
    expect(buckets.wait('192.0.2.1')).toBeNull();
  });
});
