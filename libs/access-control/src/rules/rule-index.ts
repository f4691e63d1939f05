import type { RuleState } from '../policy-state.js';
import { NO_VERBS, type VerbMask } from '../right.js';
import type { CompiledRule, RuleRequest } from './compiled-rule.js';
import type { RuleVerdict } from './rule-book.js';

interface IndexedRule {
  readonly state: RuleState;
  readonly compiled: CompiledRule;
}

/** A longer beginning than this tells no more rules apart. */
const PREFIX_MAX = 32;

/** Rules that can match names with one beginning, by their places in the list. */
class PrefixNode {
  readonly places: number[] = [];
  readonly byAccount = new Map<string, number[]>();
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
    for (const [place, { compiled }] of rules.entries()) this.insert(place, compiled);
  }

  decide(request: RuleRequest): RuleVerdict | null {
    const { account, name } = request;
    let best = this.rules.length;
    let node: PrefixNode | undefined = this.#root;
    for (let at = 0; node !== undefined; at += 1) {
      best = this.firstOf(node.places, best, request);
      if (account !== null) best = this.firstOf(node.byAccount.get(account), best, request);
      node = at < name.length ? node.next.get(name.charCodeAt(at)) : undefined;
    }
    const found = this.rules[best];
    return found === undefined ? null : verdictOf(found, best, request);
  }

  /** The first rule after a place that matches as well and gives some verb; slow, for explanations alone. */
  laterGiving(request: RuleRequest, place: number, verb: VerbMask): number | null {
    const found = this.rules.findIndex(
      (rule, at) => at > place && (rule.compiled.verbs & verb) !== 0 && isHit(rule, request),
    );
    return found === -1 ? null : found;
  }

  private insert(place: number, rule: CompiledRule): void {
    let node = this.#root;
    for (const character of rule.namePrefix.slice(0, PREFIX_MAX)) {
      for (let unit = 0; unit < character.length; unit += 1) node = childOf(node, character.charCodeAt(unit));
    }
    const account = rule.onlyAccount;
    if (account === null) node.places.push(place);
    else pushTo(node.byAccount, account, place);
  }

  private firstOf(places: readonly number[] | undefined, best: number, request: RuleRequest): number {
    if (places === undefined) return best;
    for (const place of places) {
      if (place >= best) break;
      if (isHit(this.rules[place], request)) return place;
    }
    return best;
  }
}

/** A rule that cannot be asked counts as one that matches: it then denies. */
function isHit(rule: IndexedRule | undefined, request: RuleRequest): boolean {
  try {
    return rule?.compiled.matches(request) ?? false;
  } catch {
    return true;
  }
}

function verdictOf({ state, compiled }: IndexedRule, place: number, request: RuleRequest): RuleVerdict {
  let isBroken = false;
  try {
    compiled.matches(request);
  } catch {
    isBroken = true;
  }
  return { rule: state, place, verbs: isBroken ? NO_VERBS : compiled.verbs, isBroken };
}

function childOf(node: PrefixNode, unit: number): PrefixNode {
  const known = node.next.get(unit);
  if (known !== undefined) return known;
  const made = new PrefixNode();
  node.next.set(unit, made);
  return made;
}

function pushTo(lists: Map<string, number[]>, key: string, place: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [place]);
  else list.push(place);
}
