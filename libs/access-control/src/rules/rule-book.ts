import type { RuleState } from '../policy-state.js';
import type { VerbMask } from '../right.js';
import { CompiledRule, type RuleRequest } from './compiled-rule.js';
import { RuleIndex, type IndexedRule, type RuleVerdict } from './rule-index.js';

/** The ordered rules of a registry. */
export class RuleBook {
  /** Whether what no rule matches is denied. */
  rulesOnly = false;
  readonly #rules = new Map<string, { readonly state: RuleState; readonly compiled: CompiledRule }>();
  #index: RuleIndex | null = null;

  get isEmpty(): boolean {
    return this.#rules.size === 0;
  }

  put(state: RuleState): void {
    this.#rules.set(state.id, { state, compiled: new CompiledRule(state) });
    this.#index = null;
  }

  remove(id: string): void {
    this.#rules.delete(id);
    this.#index = null;
  }

  /** In the order in which they are asked. */
  list(): readonly RuleState[] {
    return this.index().states;
  }

  /** What the names begin with that any rule can match. */
  beginnings(): readonly string[] {
    return this.index().beginnings;
  }

  /** The first rule that matches; null where none does. */
  decide(request: RuleRequest): RuleVerdict | null {
    return this.index().decide(request);
  }

  /** The first rule after a place that matches as well and gives some verb. */
  laterGiving(request: RuleRequest, place: number, verb: VerbMask): IndexedRule | null {
    return this.index().laterGiving(request, place, verb);
  }

  private index(): RuleIndex {
    this.#index ??= new RuleIndex(
      [...this.#rules.values()].sort((a, b) => order(a.state, b.state)).map((rule, place) => ({ ...rule, place })),
    );
    return this.#index;
  }
}

function order(first: RuleState, second: RuleState): number {
  return first.position - second.position || (first.id < second.id ? -1 : 1);
}
