import type { RuleBody, RuleListBody } from '@spectacles/contracts';
import { type Clock, newId } from '@spectacles/platform';
import type { ActivityChange } from '../activity/activity.js';
import type { IdentityTransaction } from '../store/identity-store.js';
import { contentOf, type Rule, type RuleList, toRuleListState, toRuleState } from './rule.js';

/** A list that is written, and what is other than before. */
export interface WrittenRules {
  readonly list: RuleList;
  readonly rules: readonly Rule[];
  readonly changes: readonly ActivityChange[];
}

/** Puts a list in the place of the one that is there, in one commit that holds only the rows which change. */
export async function writeRules(
  transaction: IdentityTransaction,
  registryId: string,
  { body, clock }: { readonly body: RuleListBody; readonly clock: Clock },
): Promise<WrittenRules> {
  const before = await transaction.rules.ofRegistry(registryId);
  const list = (await transaction.rules.list(registryId)) ?? { registryId, rulesOnly: false, version: 0 };
  const rules = placed(registryId, before, { rules: body.rules, clock });
  const [known, kept] = [byId(before), byId(rules)];
  const changed = rules.filter((rule) => !isSame(rule, known.get(rule.id)));
  const gone = before.filter(({ id }) => !kept.has(id));
  if (changed.length === 0 && gone.length === 0 && list.rulesOnly === body.rulesOnly)
    return { list, rules, changes: [] };
  const next = { registryId, rulesOnly: body.rulesOnly, version: list.version + 1 };
  await transaction.rules.removeAll(gone.map(({ id }) => id));
  await transaction.rules.save(changed);
  await transaction.rules.saveList(next);
  for (const { id } of gone) transaction.appendGone('rule', id);
  for (const rule of changed) transaction.append(toRuleState(rule));
  transaction.append(toRuleListState(next));
  return { list: next, rules, changes: changesOf([list, before], [next, rules]) };
}

/** Takes every rule of a registry away with it. */
export async function removeRules(transaction: IdentityTransaction, registryId: string): Promise<void> {
  const rules = await transaction.rules.ofRegistry(registryId);
  const list = await transaction.rules.list(registryId);
  await transaction.rules.removeAll(rules.map(({ id }) => id));
  for (const { id } of rules) transaction.appendGone('rule', id);
  if (list === null) return;
  await transaction.rules.removeList(registryId);
  transaction.appendGone('rule-list', registryId);
}

/** The rules with their places; one that says the same as before keeps its id, wherever it goes. */
function placed(
  registryId: string,
  before: readonly Rule[],
  { rules, clock }: { readonly rules: readonly RuleBody[]; readonly clock: Clock },
): Rule[] {
  const free = new Map<string, string[]>();
  for (const rule of before) free.set(contentOf(rule), [...(free.get(contentOf(rule)) ?? []), rule.id]);
  return rules.map((rule, position) => {
    const id = free.get(contentOf(rule))?.shift() ?? newId(clock);
    return { id, registryId, position, ...rule };
  });
}

function isSame(rule: Rule, known: Rule | undefined): boolean {
  return known?.position === rule.position && contentOf(known) === contentOf(rule);
}

function byId(rules: readonly Rule[]): Map<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}

type Whole = readonly [RuleList, readonly Rule[]];

/** Place by place: what stood there, and what does now. */
function changesOf([oldList, before]: Whole, [newList, after]: Whole): ActivityChange[] {
  const changes: ActivityChange[] = [];
  if (oldList.rulesOnly !== newList.rulesOnly)
    changes.push({ field: 'rulesOnly', before: String(oldList.rulesOnly), after: String(newList.rulesOnly) });
  for (let position = 0; position < Math.max(before.length, after.length); position += 1) {
    const [was, is] = [textOf(before[position]), textOf(after[position])];
    if (was !== is) changes.push({ field: `rules/${String(position)}`, before: was, after: is });
  }
  return changes;
}

function textOf(rule: Rule | undefined): string | null {
  if (rule === undefined) return null;
  const { match, actions, anchored, comment } = rule;
  return JSON.stringify({ match, actions, anchored, comment });
}
