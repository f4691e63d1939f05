import { troubleWith } from './caller.js';
import { changeText, type Change } from './change.js';
import { contributionsOf, type Contribution } from './contributions.js';
import { heldVerbs, verbsLeft } from './held-verbs.js';
import type { GrantEntry, PolicyLevel, RegistryEntry } from './policy-entries.js';
import { namespacePathOf, parentPathOf } from './repository-name.js';
import type { RequestedRepository } from './requested-access.js';
import { maskOfAction, NO_VERBS, PULL, verbsOfMask, withImplied, type Verb, type VerbMask } from './right.js';
import { ruleRequest } from './rules/rule-request.js';
import type { Settling, Trace } from './trace.js';

/** The smallest change that would turn one action. */
export interface Flip {
  readonly action: string;
  readonly text: string;
}

/** The same, to be made: one change, or one of each credential where both the robot's and the secret's limits deny. */
export interface ExactFlip {
  readonly action: Verb;
  readonly changes: readonly Change[];
}

/** For each action asked for, what to change so that the answer is the other one, where little is to be changed. */
export function flipsOf(trace: Trace): readonly Flip[] {
  return exactFlipsOf(trace).map(({ action, changes }) => ({ action, text: changes.map(changeText).join(' ') }));
}

/** Nothing is proposed that would not turn the answer: a test makes every change, and asks again. */
export function exactFlipsOf(trace: Trace): readonly ExactFlip[] {
  const { requested, registry } = trace;
  if (requested.kind === 'catalog' || registry === null) return [];
  return verbsOfMask(trace.asked).flatMap((action) => {
    const bit = maskOfAction(action);
    const asks: Asks = { trace, registry, requested, action, bit };
    const changes = (trace.granted & bit) === 0 ? grantingChanges(asks) : denyingChanges(asks);
    return changes.length === 0 ? [] : [{ action, changes }];
  });
}

interface Asks {
  readonly trace: Trace;
  readonly registry: RegistryEntry;
  readonly requested: RequestedRepository;
  readonly action: Verb;
  readonly bit: VerbMask;
}

const NOTHING: readonly Change[] = [];

function grantingChanges(asks: Asks): readonly Change[] {
  const { trace, bit, action, requested } = asks;
  const { settling, held, cuts } = trace;
  if ((held & bit) !== 0) return widenedLimits(asks);
  // What limits would take away again, no one change gives.
  if (cuts.some(({ refused }) => (refused & bit) !== 0)) return NOTHING;
  if (settling.kind === 'trouble') return enabling(asks, settling.trouble);
  // Strangers pull at most.
  if (trace.principal.kind === 'anonymous' && action !== 'pull') return NOTHING;
  if (settling.kind === 'rule') return ruleChanges(asks, settling);
  if (settling.kind === 'entries')
    return [entryChange(asks, settling.contributions.counting)].filter((change) => change !== null);
  // No rule matches, and only rules count here: an administrator lacks nothing.
  return [{ kind: 'add-rule', action, name: requested.name }];
}

/** Where somebody would have the right, were he not disabled. */
function enabling({ trace, registry, requested, bit }: Asks, trouble: string): readonly Change[] {
  const { policy, principal, party } = trace;
  if (trouble !== 'disabled' || party === null) return NOTHING;
  if (troubleWith(policy, principal, party, 'though-disabled') !== null) return NOTHING;
  const held = heldVerbs(registry, party, { principal, requested, isListing: false });
  const place = { registryId: registry.id, name: requested.name };
  return (held & verbsLeft(policy, principal, party, place) & bit) === 0 ? NOTHING : [{ kind: 'enable', party }];
}

/** The limits that take the verb away: those of the robot, of the credential, or both. */
function widenedLimits({ trace, registry, requested, action, bit }: Asks): readonly Change[] {
  const { name } = requested;
  return trace.cuts
    .filter(({ lost }) => (lost & bit) !== 0)
    .map((cut) => {
      const isHere = (id: string | undefined): boolean => id === undefined || id === registry.id;
      const at = cut.scopes.findIndex(({ pattern, registryId }) => pattern === name && isHere(registryId));
      return { kind: 'widen-limit', cut, action, name, at };
    });
}

function ruleChanges(asks: Asks, { verdict }: Extract<Settling, { kind: 'rule' }>): readonly Change[] {
  const { trace, registry, requested, action, bit } = asks;
  const { place, isBroken } = verdict;
  const { id } = verdict.rule;
  // A rule that cannot be asked has to be repaired: what it will then say, nobody knows.
  if (isBroken) return NOTHING;
  const request = ruleRequest(registry, trace.party, { principal: trace.principal, requested, isListing: false });
  const later = registry.rules.laterGiving(request, place, bit);
  if (later !== null) return [{ kind: 'move-rule', id: later.state.id, from: later.place, to: place }];
  return [{ kind: 'add-action', id, place, action }];
}

function entryChange(asks: Asks, counting: readonly Contribution[]): Change | null {
  const { trace, registry, requested, bit } = asks;
  const { party } = trace;
  const removable = counting.find(({ verbs, grant }) => (verbs & PULL) === 0 && isTurnedWithout(asks, grant));
  if (removable !== undefined) return { kind: 'remove-entry', entry: removable };
  const [deciding] = counting;
  const verbs = withImplied((deciding?.verbs ?? NO_VERBS) | bit);
  const holder = party ?? 'anonymous';
  if (deciding === undefined) {
    const level = nearestLevel(registry, requested.name);
    return { kind: 'give', holder, level, pattern: null, verbs, instead: null };
  }
  const { level, grant } = deciding;
  const isGeneral = deciding.kind === 'everyone' || deciding.kind === 'anonymous';
  const place = { level, pattern: grant?.pattern?.text ?? null, verbs };
  if (isGeneral && party !== null) return { kind: 'give', holder, ...place, instead: null };
  return { kind: 'give', holder: deciding.holder, ...place, instead: grant };
}

/** Whether the caller would have the verb where he has it not, or the other way round, were an entry not there. */
function isTurnedWithout({ trace, registry, requested, bit }: Asks, grant: GrantEntry | null): boolean {
  if (grant === null) return false;
  const { counting } = contributionsOf(registry, trace.party, requested.name, grant);
  return counting.some(({ verbs }) => (verbs & bit) !== 0) !== ((trace.held & bit) !== 0);
}

function denyingChanges(asks: Asks): readonly Change[] {
  const { trace, action, bit } = asks;
  const { settling } = trace;
  if (settling.kind === 'rule') {
    const { rule, place } = settling.verdict;
    const isOneOfSeveral = rule.actions.length > 1;
    // A star that is left alone would give everything.
    if (isOneOfSeveral && rule.actions.every((other) => other === '*' || other === action)) return NOTHING;
    return [{ kind: 'take-action', id: rule.id, place, action }];
  }
  if (settling.kind !== 'entries') return NOTHING;
  const giving = settling.contributions.counting.filter(({ verbs }) => (verbs & bit) !== 0);
  const entry = giving.find(({ grant }) => isTurnedWithout(asks, grant));
  return entry === undefined ? NOTHING : [{ kind: 'remove-entry', entry }];
}

function nearestLevel(registry: RegistryEntry, name: string): PolicyLevel {
  for (let path: string | null = namespacePathOf(name); path !== null; path = parentPathOf(path)) {
    const level = registry.namespaces.get(path);
    if (level !== undefined) return level;
  }
  return registry.defaults;
}
