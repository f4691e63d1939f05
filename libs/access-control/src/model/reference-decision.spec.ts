import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CompiledPolicy } from '../compiled-policy.js';
import { decideAccess, grantedVerbs } from '../decision.js';
import type { PolicyRow } from '../policy-state.js';
import { ALL_VERBS, PULL, verbsOfMask } from '../right.js';
import { visibleRanges } from '../visible-ranges.js';
import { policyRows, questions, registryIds } from './policy-arbitrary.js';
import { ReferencePolicy } from './reference-decision.js';
import { isVisibleName } from './visible-name.js';

const runs = Number(process.env['MODEL_RUNS'] ?? 300);
const seed = process.env['MODEL_SEED'];
const options = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

it('decides like the plain model, whatever rows came in whatever order', () => {
  let decisions = 0;
  fc.assert(
    fc.property(policyRows, (rows) => {
      const { policy, model } = bothFrom(rows);
      for (const { caller, registryId, name } of questions) {
        const requested = { kind: 'repository', name, verbs: ALL_VERBS } as const;
        const expected = model.heldVerbs(caller, registryId, name);
        const decision = decideAccess(policy, caller, registryId, requested);
        decisions += 1;
        if (verbsOfMask(decision.granted).join() !== expected.join())
          expect({ caller, registryId, name, granted: verbsOfMask(decision.granted) }).toEqual({
            ...{ caller, registryId, name, granted: expected },
          });
        const granted = decision.because.filter(({ outcome }) => outcome === 'granted').map(({ action }) => action);
        if (granted.join() !== expected.join()) expect(granted).toEqual(expected);
        if (grantedVerbs(policy, caller, registryId, requested) !== decision.granted)
          expect.fail('The decision with and without reasons differ.');
      }
    }),
    options,
  );
  if (process.env['MODEL_RUNS'] !== undefined)
    console.log(`compared ${String(runs)} policies, ${String(decisions)} decisions`);
  expect(decisions).toBe(runs * questions.length);
}, 3_600_000);

it('shows in lists exactly what the plain model lets the caller pull', () => {
  fc.assert(
    fc.property(policyRows, (rows) => {
      const { policy, model } = bothFrom(rows);
      for (const { caller, registryId, name } of questions) {
        const isVisible = isVisibleName(visibleRanges(policy, caller, registryId), name);
        if (isVisible !== model.heldVerbs(caller, registryId, name).includes('pull'))
          expect({ caller, registryId, name, isVisible }).toBe('as the model says');
        if (
          isVisible !==
          ((grantedVerbs(policy, caller, registryId, { kind: 'repository', name, verbs: PULL }) & PULL) !== 0)
        )
          expect.fail('A list and a decision differ.');
      }
    }),
    { ...options, numRuns: Math.ceil(runs / 10) },
  );
}, 3_600_000);

function bothFrom(rows: readonly PolicyRow[]) {
  const policy = CompiledPolicy.empty();
  const half = Math.floor(rows.length / 2);
  policy.apply(rows.slice(0, half));
  // What a list computed between two commits must not outlive the second.
  for (const registryId of registryIds) visibleRanges(policy, { kind: 'anonymous' }, registryId);
  policy.apply(rows.slice(half));
  const model = new ReferencePolicy();
  for (const row of rows) model.apply(row);
  return { policy, model };
}
