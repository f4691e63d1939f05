import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CompiledPolicy } from '../compiled-policy.js';
import { grantedVerbs } from '../decision.js';
import { exactFlipsOf, flipsOf } from '../flips.js';
import { ALL_VERBS, maskOfAction } from '../right.js';
import { traceOf } from '../trace.js';
import { changedRows } from './changed-rows.js';
import { policyRows, questioners } from './policy-arbitrary.js';
import { heldByModel } from './reference-decision.js';
import { ReferencePolicy } from './reference-policy.js';
import { repositoryNames } from './world.js';

const runs = Math.ceil(Number(process.env['MODEL_RUNS'] ?? 300) / 5);
const seed = process.env['MODEL_SEED'];
const options = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const names = fc.constantFrom(...repositoryNames);

it('proposes only what turns the answer', () => {
  const made = new Set<string>();
  fc.assert(
    fc.property(policyRows, questioners, fc.array(names, { minLength: 3, maxLength: 3 }), (rows, callers, asked) => {
      const policy = CompiledPolicy.empty();
      policy.apply(rows);
      const model = new ReferencePolicy();
      for (const row of rows) model.apply(row);
      for (const name of asked) {
        for (const caller of callers) {
          const requested = { kind: 'repository', name, verbs: ALL_VERBS } as const;
          const trace = traceOf(policy, caller, 'north', requested);
          const flips = exactFlipsOf(trace);
          expect(flipsOf(trace)).toHaveLength(flips.length);
          for (const { action, changes } of flips) {
            const change = changes.flatMap((one) => changedRows(model, one, 'north'));
            for (const { kind } of changes) made.add(kind);
            const [changed, changedModel] = [CompiledPolicy.empty(), new ReferencePolicy()];
            changed.apply([...rows, ...change]);
            for (const row of [...rows, ...change]) changedModel.apply(row);
            const before = (trace.granted & maskOfAction(action)) !== 0;
            const after = (grantedVerbs(changed, caller, 'north', requested) & maskOfAction(action)) !== 0;
            const expected = heldByModel(changedModel, caller, 'north', name).includes(action);
            if (after === before || expected === before)
              expect({ caller, name, action, texts: flipsOf(trace), change }).toBe(before ? 'denied' : 'granted');
          }
        }
      }
    }),
    options,
  );
  // Few policies may not meet every kind.
  if (runs >= 1000) expect([...made].sort()).toEqual(everyKind);
}, 3_600_000);

const everyKind = [
  ...['add-action', 'add-rule', 'enable', 'give', 'move-rule', 'remove-entry', 'take-action', 'widen-limit'],
];
