import type { RuleBody, RuleListState, RuleMatch, RuleState } from '@spectacles/contracts';

/** One of the ordered rules of a registry. */
export interface Rule {
  readonly id: string;
  readonly registryId: string;
  readonly position: number;
  readonly match: RuleMatch;
  readonly actions: readonly string[];
  readonly anchored: boolean;
  readonly comment: string;
}

/** The list as a whole; a registry without a row has an empty one. */
export interface RuleList {
  readonly registryId: string;
  /** Whether what no rule matches is denied, instead of left to the entries. */
  readonly rulesOnly: boolean;
  readonly version: number;
}

/** What decisions need to know of a rule. */
export function toRuleState({ id, registryId, position, match, actions, anchored, comment }: Rule): RuleState {
  return { kind: 'rule', id, registryId, position, match, actions: [...actions], anchored, comment };
}

export function toRuleListState({ registryId, rulesOnly }: RuleList): RuleListState {
  return { kind: 'rule-list', id: registryId, rulesOnly };
}

/** What a rule says, wherever it stands: equal text, equal rule. */
export function contentOf({ match, actions, anchored, comment }: Omit<RuleBody, 'actions'> & Pick<Rule, 'actions'>) {
  const { labels, ...fields } = match;
  const sorted = (record: Record<string, unknown>) =>
    Object.entries(record).sort(([one], [two]) => (one < two ? -1 : 1));
  return JSON.stringify([sorted(fields), sorted(labels ?? {}), labels !== undefined, actions, anchored, comment]);
}
