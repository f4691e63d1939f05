import { describe, expect, it } from 'vitest';
import { Metrics } from './metrics.js';

const samples = async (metrics: Metrics): Promise<readonly string[]> =>
  (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('tallies', () => {
  it('are read as a counter that has all of its series from the start', async () => {
    const metrics = new Metrics();
    const checks = metrics.tallies({ name: 'checks', help: 'Checks.', labels: ['kind', 'outcome'] }, [
      ['secret', 'accepted'],
      ['secret', 'refused'],
    ]);
    expect(await samples(metrics)).toEqual([
      'checks{kind="secret",outcome="accepted"} 0',
      'checks{kind="secret",outcome="refused"} 0',
    ]);
    for (const _time of [1, 2, 3]) checks.get('secret refused')?.inc();
    expect(await samples(metrics)).toContain('checks{kind="secret",outcome="refused"} 3');
    checks.get('secret refused')?.inc();
    expect(await samples(metrics)).toContain('checks{kind="secret",outcome="refused"} 4');
  });
});
