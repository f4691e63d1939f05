import { Metrics } from '@spectacles/platform';
import { ManualClock } from '@spectacles/testing';
import { describe, expect, it } from 'vitest';
import { PolicyInForce } from './policy-in-force.js';

const measured = async (metrics: Metrics) => {
  const text = await metrics.text();
  const of = (name: string) => Number(new RegExp(`^policy_in_force_seconds_${name} (.*)$`, 'm').exec(text)?.[1]);
  return { count: of('count'), sum: of('sum') };
};

describe('PolicyInForce', () => {
  it('measures from the commit until the last replica has it', async () => {
    const [metrics, clock] = [new Metrics(), new ManualClock()];
    const inForce = new PolicyInForce(metrics, clock);
    inForce.committed(1);
    clock.advance(20);
    inForce.committed(2);
    inForce.reached([2, 0]);
    expect(await measured(metrics)).toEqual({ count: 0, sum: 0 });
    clock.advance(20);
    inForce.reached([2, 1]);
    expect(await measured(metrics)).toEqual({ count: 1, sum: 0.04 });
    clock.advance(20);
    inForce.reached([3, 2]);
    expect(await measured(metrics)).toEqual({ count: 2, sum: 0.08 });
  });

  it('measures nothing as long as there is no replica', async () => {
    const [metrics, clock] = [new Metrics(), new ManualClock()];
    const inForce = new PolicyInForce(metrics, clock);
    inForce.committed(1);
    inForce.reached([]);
    expect((await measured(metrics)).count).toBe(0);
  });
});
