import { describe, expect, it } from 'vitest';
import { mergeMetrics } from './merge-metrics.js';

const family = (name: string, ...samples: string[]) =>
  [`# HELP ${name} Text.`, `# TYPE ${name} gauge`, ...samples, ''].join('\n');

describe('metrics of two threads', () => {
  it('describes a shared family once and keeps every sample', () => {
    const main = [family('age', 'age 1'), family('tokens', 'tokens 2')].join('\n');
    const other = [family('age', 'age{thread="background"} 3'), family('sweeps', 'sweeps{thread="background"} 4')].join(
      '\n',
    );
    const merged = mergeMetrics([main, other]);
    expect(merged.split('\n').filter((line) => line !== '')).toEqual([
      '# HELP age Text.',
      '# TYPE age gauge',
      'age 1',
      'age{thread="background"} 3',
      '# HELP tokens Text.',
      '# TYPE tokens gauge',
      'tokens 2',
      '# HELP sweeps Text.',
      '# TYPE sweeps gauge',
      'sweeps{thread="background"} 4',
    ]);
  });

  it('is what it was when there is one', () => {
    const text = family('age', 'age 1');
    expect(mergeMetrics([text])).toBe(text);
  });
});
