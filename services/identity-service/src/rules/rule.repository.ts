import type { Rule, RuleList } from './rule.js';

/** Where the rules of registries are kept. */
export abstract class RuleRepository {
  /** In their order. */
  abstract ofRegistry(registryId: string): Promise<Rule[]>;
  abstract save(rules: readonly Rule[]): Promise<void>;
  abstract removeAll(ids: readonly string[]): Promise<void>;
  /** Sorted by id, for a snapshot. */
  abstract pageById(after: string, limit: number): Promise<Rule[]>;
  abstract list(registryId: string): Promise<RuleList | null>;
  abstract saveList(list: RuleList): Promise<void>;
  abstract removeList(registryId: string): Promise<void>;
  /** Sorted by registry, for a snapshot. */
  abstract pageOfLists(after: string, limit: number): Promise<RuleList[]>;
}
