import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Principal } from '../caller.js';
import { CompiledPolicy } from '../compiled-policy.js';
import { managedNamespaces, managesAnyNamespace } from '../managed-namespaces.js';
import { canManageNamespace } from '../namespace-right.js';
import { policyRows, questioners } from './policy-arbitrary.js';

const runs = Math.ceil(Number(process.env['MODEL_RUNS'] ?? 1500) / 2);
const seed = process.env['MODEL_SEED'];
const options = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

/** Asks of every namespace, one after the other. */
function walk(policy: CompiledPolicy, caller: Principal): readonly string[] {
  const all = policy.registries().flatMap(({ id }) => policy.namespacesOf(id).map((namespace) => namespace.id));
  return all.filter((id) => canManageNamespace(policy, caller, id)).sort();
}

it('finds by lookups what a walk over all namespaces finds, whatever changed meanwhile', () => {
  fc.assert(
    fc.property(policyRows, questioners, fc.nat(3), (rows, callers, parts) => {
      const policy = CompiledPolicy.empty();
      const size = Math.ceil((rows.length + 1) / (parts + 1));
      for (let from = 0; from <= rows.length; from += size) {
        policy.apply(rows.slice(from, from + size));
        for (const caller of callers) {
          const found = managedNamespaces(policy, caller)
            .map(({ id }) => id)
            .sort();
          const expected = walk(policy, caller);
          if (found.join() !== expected.join() || managesAnyNamespace(policy, caller) !== expected.length > 0)
            expect({ caller, found }).toEqual({ caller, found: expected });
        }
      }
    }),
    options,
  );
}, 36_000_000);
