import { describe, expect, it } from 'vitest';
import { FileReport } from './file-report.js';
import { readYaml } from './read-yaml.js';

function read(text: string) {
  const report = new FileReport();
  return { map: readYaml(text, report), refused: report.refused.map(({ reason }) => reason) };
}

describe('a YAML file', () => {
  it('is texts, lists and mappings', () => {
    const { map, refused } = read('a: yes\nb: [0123, "x"]\nc: {}\n');
    expect(map).toEqual(
      new Map<string, unknown>([
        ['a', 'yes'],
        ['b', ['0123', 'x']],
        ['c', new Map()],
      ]),
    );
    expect(refused).toEqual([]);
  });

  it.each(['a: 1\nb: 2\na: 3\n', 'users:\n  x: {}\n  "x": {}\n', 'a: {? [1] : b, ? [2] : c}\n'])(
    'says %j has a key twice',
    (text) => {
      const { map, refused } = read(text);
      expect(map).toBeNull();
      expect(refused).toEqual([expect.stringContaining('twice')]);
    },
  );

  it('SEC-C06 is read in a time that grows with its length alone', () => {
    const keys = (count: number) => Array.from({ length: count }, (_, at) => `k${String(at)}: a\n`).join('');
    const started = performance.now();
    expect(read(keys(45_000)).map?.size).toBe(45_000);
    // Comparing each key with all before it takes more than ten seconds.
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it.each(['['.repeat(250_000), '- '.repeat(250_000), `a: ${'{b: '.repeat(100_000)}`])(
    'is refused where it nests without end (%#)',
    (text) => {
      const { map, refused } = read(text);
      expect([map, refused.length]).toEqual([null, 1]);
    },
  );
});
