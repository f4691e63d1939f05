import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Principal } from '../caller.js';
import { CompiledPolicy } from '../compiled-policy.js';
import { decideAccess, grantedVerbs } from '../decision.js';
import { explainAccess } from '../explanation.js';
import type { PolicyRow } from '../policy-state.js';
import type { RequestedAccess } from '../requested-access.js';
import { BROWSE, CATALOG, EVERYTHING, entryVerbsOfMask } from '../right.js';
import { visibleRanges } from '../visible-ranges.js';
import { policyRows, questioners } from './policy-arbitrary.js';
import { heldByModel } from './reference-decision.js';
import { ReferencePolicy } from './reference-policy.js';
import { isVisibleName } from './visible-name.js';
import { registryIds, repositoryNames } from './world.js';

const runs = Number(process.env['MODEL_RUNS'] ?? 300);
const seed = process.env['MODEL_SEED'];
const options = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };

interface Question {
  readonly caller: Principal;
  readonly registryId: string;
  readonly name: string | null;
}

/** Each caller is asked about every repository and the catalog of one registry, and now and then of one that is not there. */
function questionsOf(callers: readonly Principal[], turn: number): readonly Question[] {
  const registryId = turn % 16 === 0 ? 'nowhere' : registryIds[turn % 3 === 0 ? 1 : 0];
  return callers.flatMap((caller) => [...repositoryNames, null].map((name) => ({ caller, registryId, name })));
}

it('decides like the plain model, whatever rows came in whatever order', () => {
  let decisions = 0;
  fc.assert(
    fc.property(policyRows, questioners, fc.nat(47), (rows, callers, turn) => {
      const { policy, model } = bothFrom(rows);
      for (const question of questionsOf(callers, turn)) {
        decisions += 1;
        const expected = heldByModel(model, question.caller, question.registryId, question.name).join();
        const answer = answerOf(policy, question);
        if (answer !== expected) expect({ ...question, answer }).toEqual({ ...question, answer: expected });
      }
    }),
    options,
  );
  if (process.env['MODEL_RUNS'] !== undefined)
    console.log(`compared ${String(runs)} policies, ${String(decisions)} decisions`);
  expect(decisions).toBeGreaterThanOrEqual(runs);
}, 36_000_000);

it('says why just as it decides', () => {
  fc.assert(
    fc.property(policyRows, questioners, fc.nat(47), (rows, callers, turn) => {
      const { policy } = bothFrom(rows);
      for (const { caller, registryId, name } of questionsOf(callers, turn)) {
        const requested = requestFor(name);
        const granted = grantedVerbs(policy, caller, registryId, requested);
        const decision = decideAccess(policy, caller, registryId, requested);
        const explanation = explainAccess(policy, caller, registryId, requested);
        if (decision.granted !== granted || explanation.granted !== granted)
          expect({ caller, registryId, name, decision, explanation }).toBe(`granted ${String(granted)}`);
        const isRight = decision.because.every(({ action, outcome }) => {
          const bit = action === '*' ? CATALOG : { pull: 1, push: 2, delete: 4 }[action];
          return (outcome === 'granted') === ((granted & bit) !== 0);
        });
        if (!isRight || explanation.chain.length === 0)
          expect({ caller, registryId, name, decision, explanation }).toBe('right');
      }
    }),
    { ...options, numRuns: Math.ceil(runs / 10) },
  );
}, 36_000_000);

it('shows in lists exactly what the plain model lets the caller browse', () => {
  fc.assert(
    fc.property(policyRows, questioners, fc.nat(47), (rows, callers, turn) => {
      const { policy, model } = bothFrom(rows);
      for (const caller of callers) {
        const [first] = questionsOf([caller], turn);
        const registryId = first?.registryId ?? '';
        const visible = visibleRanges(policy, caller, registryId);
        // What a rule says about addresses is tested on its own: a list may show less.
        if (model.rules.some(({ match }) => match.ip !== undefined)) continue;
        for (const name of repositoryNames) {
          const expected = heldByModel(model, caller, registryId, name).includes('browse');
          const shown = [isVisibleName(visible, name), visible.test(name)];
          if (shown.includes(!expected)) expect({ caller, registryId, name, shown }).toBe(expected);
        }
      }
    }),
    { ...options, numRuns: Math.ceil(runs / 5) },
  );
}, 36_000_000);

it('never shows more in lists than could be seen by a request of the same caller', () => {
  fc.assert(
    fc.property(policyRows, questioners, (rows, callers) => {
      const { policy } = bothFrom(rows);
      for (const caller of callers) {
        const visible = visibleRanges(policy, caller, 'north');
        for (const name of repositoryNames) {
          const granted = grantedVerbs(policy, caller, 'north', requestFor(name));
          if (isVisibleName(visible, name) && caller.address !== undefined && (granted & BROWSE) === 0)
            expect({ caller, name }).toBe('hidden');
        }
      }
    }),
    { ...options, numRuns: Math.ceil(runs / 10) },
  );
}, 36_000_000);

function requestFor(name: string | null): RequestedAccess {
  return name === null ? { kind: 'catalog', form: 'registry' } : { kind: 'repository', name, verbs: EVERYTHING };
}

function answerOf(policy: CompiledPolicy, { caller, registryId, name }: Question): string {
  const granted = grantedVerbs(policy, caller, registryId, requestFor(name));
  return name === null ? ((granted & CATALOG) === 0 ? '' : '*') : entryVerbsOfMask(granted).join();
}

function bothFrom(rows: readonly PolicyRow[]) {
  const policy = CompiledPolicy.empty();
  const half = Math.floor(rows.length / 2);
  policy.apply(rows.slice(0, half));
  // What was computed between two commits must not outlive the second.
  for (const registryId of registryIds) visibleRanges(policy, { kind: 'anonymous' }, registryId);
  policy.apply(rows.slice(half));
  const model = new ReferencePolicy();
  for (const row of rows) model.apply(row);
  return { policy, model };
}
