import type { RuleState } from '../policy-state.js';
import { BROWSE, NO_VERBS, PULL, type VerbMask } from '../right.js';
import type { CompiledRule, RuleRequest } from './compiled-rule.js';

/** The rule that decided a request, and what it gives: nothing where it could not be asked. */
export interface RuleVerdict {
  readonly rule: RuleState;
  /** Its place in the list, from 0. */
  readonly place: number;
  readonly verbs: VerbMask;
  readonly isBroken: boolean;
}

/** A rule and its place in the list. */
export interface IndexedRule {
  readonly state: RuleState;
  readonly compiled: CompiledRule;
  readonly place: number;
}

/** A longer beginning than this tells no more rules apart. */
const PREFIX_MAX = 32;

/** Rules that can match names with one beginning, in their order. */
class PrefixNode {
  readonly rules: IndexedRule[] = [];
  readonly byAccount = new Map<string, IndexedRule[]>();
  readonly next = new Map<number, PrefixNode>();
}

/**
 * Finds the first rule that matches. Rules are kept by the literal beginning of the names that they can match, and beneath
 * that by the one account that they are for, so that a rule which cannot match is not even looked at.
 */
export class RuleIndex {
  readonly states: readonly RuleState[];
  readonly beginnings: readonly string[];
  readonly #root = new PrefixNode();

  /** The rules come in their order. */
  constructor(private readonly rules: readonly IndexedRule[]) {
    this.states = rules.map(({ state }) => state);
    this.beginnings = [...new Set(rules.map(({ compiled }) => compiled.namePrefix))];
    for (const rule of rules) this.insert(rule);
  }

  decide(request: RuleRequest): RuleVerdict | null {
    const { account, name } = request;
    let best: IndexedRule | null = null;
    let node: PrefixNode | undefined = this.#root;
    for (let at = 0; node !== undefined; at += 1) {
      best = earlier(best, node.rules, request);
      const own = account === null ? undefined : node.byAccount.get(account);
      if (own !== undefined) best = earlier(best, own, request);
      // Behind the end of the name there is no character, and no node.
      node = node.next.get(name.charCodeAt(at));
    }
    return best === null ? null : verdictOf(best, request);
  }

  /** The first rule after a place that matches as well and gives some verb; slow, for explanations alone. */
  laterGiving(request: RuleRequest, place: number, verb: VerbMask): IndexedRule | null {
    const isLater = (rule: IndexedRule): boolean => rule.place > place && (verbsFor(request, rule) & verb) !== 0;
    return this.rules.find((rule) => isLater(rule) && outcomeOf(rule, request) === 'match') ?? null;
  }

  private insert(rule: IndexedRule): void {
    let node = this.#root;
    const prefix = rule.compiled.namePrefix.slice(0, PREFIX_MAX);
    for (let at = 0; at < prefix.length; at += 1) node = childOf(node, prefix.charCodeAt(at));
    const account = rule.compiled.onlyAccount;
    if (account === null) node.rules.push(rule);
    else pushTo(node.byAccount, account, rule);
  }
}

/** The first of the rules that a request meets, where that comes before the one that is known. */
function earlier(best: IndexedRule | null, rules: readonly IndexedRule[], request: RuleRequest): IndexedRule | null {
  for (const rule of rules) {
    if (best !== null && rule.place >= best.place) break;
    if (outcomeOf(rule, request) !== 'none') return rule;
  }
  return best;
}

/** A rule that cannot be asked is met like one that matches: it then denies. */
function outcomeOf({ compiled }: IndexedRule, request: RuleRequest): 'match' | 'none' | 'broken' {
  try {
    return compiled.matches(request) ? 'match' : 'none';
  } catch {
    return 'broken';
  }
}

function verdictOf(rule: IndexedRule, request: RuleRequest): RuleVerdict {
  const { state, place } = rule;
  const isBroken = outcomeOf(rule, request) === 'broken';
  return { rule: state, place, verbs: isBroken ? NO_VERBS : verbsFor(request, rule), isBroken };
}

/** A stranger pulls at most, whatever a rule says: one that names no account is meant for those who have one. */
function verbsFor({ account }: RuleRequest, { compiled }: IndexedRule): VerbMask {
  return account === '' ? compiled.verbs & (PULL | BROWSE) : compiled.verbs;
}

function childOf(node: PrefixNode, unit: number): PrefixNode {
  const known = node.next.get(unit);
  if (known !== undefined) return known;
  const made = new PrefixNode();
  node.next.set(unit, made);
  return made;
}

function pushTo(lists: Map<string, IndexedRule[]>, key: string, rule: IndexedRule): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [rule]);
  else list.push(rule);
}
