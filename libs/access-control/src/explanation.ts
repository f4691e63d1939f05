import type { Principal } from './caller.js';
import type { CompiledPolicy } from './compiled-policy.js';
import type { Contribution } from './contributions.js';
import { flipsOf, type Flip } from './flips.js';
import { becauseOf, sourceFor, sourceOfContribution, sourceOfCut, sourceOfRule, type ActionReason } from './reason.js';
import type { RequestedAccess } from './requested-access.js';
import { entryVerbsOfMask, NO_VERBS, type VerbMask } from './right.js';
import { traceOf, type Trace } from './trace.js';

/** A step of the way to a decision, in the order in which it was taken. */
export interface DecisionStep {
  readonly kind: 'administrator' | 'status' | 'rule' | 'named' | 'general' | 'anonymous' | 'limit' | 'default';
  readonly id?: string;
  readonly level?: string;
  /** Whether it decided, added to the answer, was passed over, or took something away. */
  readonly effect: 'decides' | 'adds' | 'passed' | 'limits';
  readonly actions: string[];
  readonly text: string;
}

/** A decision with the whole way to it, and for each action the smallest change that would turn it. */
export interface AccessExplanation {
  readonly granted: VerbMask;
  readonly because: readonly ActionReason[];
  readonly chain: readonly DecisionStep[];
  readonly flips: readonly Flip[];
}

/** Explains what `decideAccess` answers. */
export function explainAccess(
  policy: CompiledPolicy,
  principal: Principal,
  registryId: string,
  requested: RequestedAccess,
): AccessExplanation {
  const trace = traceOf(policy, principal, registryId, requested);
  return { granted: trace.granted, because: becauseOf(trace), chain: chainOf(trace), flips: flipsOf(trace) };
}

function chainOf(trace: Trace): readonly DecisionStep[] {
  return [
    ...settlingSteps(trace),
    ...trace.cuts.map((cut): DecisionStep => {
      const { kind: _kind, ...source } = sourceOfCut(cut);
      const isPassed = cut.refused === NO_VERBS;
      const text = isPassed ? `The limits of the ${cut.of} ${cut.name} allow it.` : source.text;
      return { kind: 'limit', ...source, text, effect: isPassed ? 'passed' : 'limits', actions: wordsOf(cut.lost) };
    }),
  ];
}

function settlingSteps(trace: Trace): readonly DecisionStep[] {
  const { settling } = trace;
  const whole = sourceFor({ ...trace, cuts: [] }, trace.asked);
  switch (settling.kind) {
    case 'trouble':
      return [{ kind: 'status', effect: 'decides', actions: [], text: whole.text }];
    case 'administrator':
      return [{ kind: 'administrator', effect: 'decides', actions: wordsOf(trace.held), text: whole.text }];
    case 'rule': {
      const { kind: _kind, ...source } = sourceOfRule(settling.verdict);
      return [{ kind: 'rule', ...source, effect: 'decides', actions: wordsOf(settling.verdict.verbs) }];
    }
    case 'entries':
      return entrySteps(trace, settling.contributions.counting, settling.contributions.passed);
    default:
      return [{ kind: 'default', effect: 'decides', actions: [], text: whole.text }];
  }
}

function entrySteps(
  trace: Trace,
  counting: readonly Contribution[],
  passed: readonly Contribution[],
): readonly DecisionStep[] {
  const steps = [
    ...counting.map((contribution, index) => stepOf(contribution, index === 0 ? 'decides' : 'adds')),
    ...passed.map((contribution) => stepOf(contribution, 'passed')),
  ];
  if (counting.length > 0) return steps;
  return [
    ...steps,
    { kind: 'default', effect: 'decides', actions: [], text: sourceFor({ ...trace, cuts: [] }, trace.asked).text },
  ];
}

function stepOf(contribution: Contribution, effect: DecisionStep['effect']): DecisionStep {
  const { kind, ...source } = sourceOfContribution(contribution);
  const stepKind = kind === 'everyone' ? 'general' : kind === 'anonymous' ? 'anonymous' : 'named';
  return { kind: stepKind, ...source, effect, actions: wordsOf(contribution.verbs) };
}

function wordsOf(verbs: VerbMask): string[] {
  return [...entryVerbsOfMask(verbs)];
}
