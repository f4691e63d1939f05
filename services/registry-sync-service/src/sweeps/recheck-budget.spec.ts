import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecheckBudget } from './recheck-budget.js';
import type { RecheckPlace } from './sweep.js';

describe('RecheckBudget', () => {
  it('takes everything where there is no limit', () => {
    const budget = new RecheckBudget(Infinity, null);
    expect(budget.order(['b', 'a'])).toEqual(['a', 'b']);
    expect(budget.take('a', 0, ['2', '1'])).toEqual(['1', '2']);
    expect(budget.next).toBeNull();
  });

  it('goes on where the last sweep stopped', () => {
    const budget = new RecheckBudget(3, { repository: 'b', tag: '2' });
    expect(budget.order(['a', 'b', 'c'])).toEqual(['b', 'c', 'a']);
    expect(budget.take('b', 0, ['1', '2', '3'])).toEqual(['2', '3']);
    expect(budget.take('c', 1, ['1', '2'])).toEqual(['1']);
    expect(budget.next).toEqual({ repository: 'c', tag: '2' });
  });

  it('remembers the earliest stop, whichever repository was read first', () => {
    const budget = new RecheckBudget(0, null);
    budget.take('b', 1, ['x']);
    budget.take('a', 0, ['y']);
    expect(budget.next).toEqual({ repository: 'a', tag: 'y' });
  });

  it('comes to every tag in the end', () => {
    const store = fc.dictionary(fc.stringMatching(/^[a-c]{1,2}$/), fc.uniqueArray(fc.stringMatching(/^[a-z]{1,2}$/)), {
      maxKeys: 4,
    });
    fc.assert(
      fc.property(store, fc.integer({ min: 1, max: 5 }), (repositories, limit) => {
        const all = Object.entries(repositories).flatMap(([name, tags]) => tags.map((tag) => `${name}:${tag}`));
        const seen = new Set<string>();
        let from: RecheckPlace | null = null;
        for (let round = 0; round <= 2 * all.length; round += 1) {
          const budget: RecheckBudget = new RecheckBudget(limit, from);
          budget.order(Object.keys(repositories)).forEach((name, rank) => {
            for (const tag of budget.take(name, rank, repositories[name] ?? [])) seen.add(`${name}:${tag}`);
          });
          from = budget.next;
        }
        expect([...seen].sort()).toEqual(all.sort());
      }),
    );
  });
});
