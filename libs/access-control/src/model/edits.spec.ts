import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CompiledPolicy } from '../compiled-policy.js';
import { grantedVerbs } from '../decision.js';
import type { PolicyRow } from '../policy-state.js';
import { EVERYTHING, entryVerbsOfMask } from '../right.js';
import { visibleRanges } from '../visible-ranges.js';
import { policyRows, questioners } from './policy-arbitrary.js';
import { aRegistry } from './policy-rows.js';
import { heldByModel } from './reference-decision.js';
import { ReferencePolicy } from './reference-policy.js';
import { isVisibleName } from './visible-name.js';
import { registryIds, repositoryNames, tombstoned } from './world.js';

const runs = Math.ceil(Number(process.env['MODEL_RUNS'] ?? 300) / 3);
const seed = process.env['MODEL_SEED'];
const options = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const names = fc.uniqueArray(fc.constantFrom(...repositoryNames), { minLength: 5, maxLength: 5 });

/** The same rows again as one commit after another, some of them twice and some taken back, each a few rows long. */
const commits = fc
  .tuple(policyRows, policyRows, fc.array(fc.nat(200), { maxLength: 20 }))
  .map(([first, second, gone]) => {
    const rows = [...first, ...second];
    const taken = gone.map((at): PolicyRow | undefined => rows[at % Math.max(1, rows.length)]);
    const tombstones = taken.flatMap((row) => (row === undefined ? [] : [{ ...row, state: null }]));
    const [before, after] = [rows.slice(0, -20), rows.slice(-20)];
    return [before, tombstones.slice(0, 10), after.slice(0, 5), tombstones.slice(10), after.slice(5)];
  });

it('decides like the plain model after each commit, though it was asked before', () => {
  fc.assert(
    fc.property(commits, questioners, names, (changes, callers, asked) => {
      const [policy, model] = [CompiledPolicy.empty(), new ReferencePolicy()];
      for (const [turn, rows] of changes.entries()) {
        policy.apply(rows);
        for (const row of rows) model.apply(row);
        for (const caller of callers) {
          const visible = visibleRanges(policy, caller, 'north');
          for (const name of asked) {
            const requested = { kind: 'repository', name, verbs: EVERYTHING } as const;
            const answer = entryVerbsOfMask(grantedVerbs(policy, caller, 'north', requested)).join();
            const expected = heldByModel(model, caller, 'north', name);
            if (answer !== expected.join()) expect({ turn, caller, name, answer }).toBe(expected.join());
            if (model.rules.some(({ match }) => match.ip !== undefined)) continue;
            const isShown = isVisibleName(visible, name);
            if (isShown !== expected.includes('browse')) expect({ turn, caller, name, isShown }).toBe(!isShown);
          }
        }
      }
    }),
    options,
  );
}, 36_000_000);

it('keeps nothing of what is gone, whatever came and went in whatever order', () => {
  fc.assert(
    fc.property(policyRows, policyRows, fc.infiniteStream(fc.nat()), (first, second, order) => {
      const policy = CompiledPolicy.empty();
      const none = policy.sizes();
      for (const rows of [first, second]) {
        policy.apply(rows);
        const ranks = [...order.take(rows.length)];
        const gone = rows.map((row, at) => ({ row: { ...row, state: null }, rank: ranks[at] ?? 0 }));
        policy.apply(gone.sort((one, other) => one.rank - other.rank).map(({ row }) => row));
        // Rules make their registry known, and so do members of it that come before it.
        policy.apply(registryIds.map((id) => tombstoned(aRegistry({ id }), true)));
        expect(policy.sizes()).toEqual(none);
      }
    }),
    options,
  );
}, 36_000_000);
