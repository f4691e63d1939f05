import type { Change } from '../change.js';
import type { Holder } from '../policy-entries.js';
import type { GrantPrincipal, PolicyRow, PolicyState, RuleState } from '../policy-state.js';
import { entryVerbsOfMask } from '../right.js';
import { aGrant, aRule, rowsOf } from './policy-rows.js';
import type { ReferencePolicy } from './reference-policy.js';

/** The rows that make a change in a policy, as an administrator would who was told to. */
export function changedRows(model: ReferencePolicy, change: Change, registryId: string): readonly PolicyRow[] {
  switch (change.kind) {
    case 'enable':
      return rowsOf(
        [...model.users, ...model.robots]
          .filter(({ id }) => id === change.party.id)
          .map((state) => ({ ...state, status: 'active' })),
      );
    case 'widen-limit':
      return rowsOf(widened(model, change));
    case 'add-rule': {
      const position = 1 + Math.max(0, ...model.rules.map((rule) => rule.position));
      const { name, action } = change;
      return rowsOf([aRule({ id: 'added', registryId, position, match: { name }, actions: [action] })]);
    }
    case 'move-rule':
      return rowsOf(reordered(inOrder(model, registryId), change));
    case 'add-action':
    case 'take-action':
      return rowsOf(
        inOrder(model, registryId).flatMap((rule) => (rule.id === change.id ? [acting(rule, change)] : [])),
      );
    case 'remove-entry':
      return [{ kind: 'grant', key: change.entry.id, state: null }];
    case 'give': {
      const verbs = entryVerbsOfMask(change.verbs);
      const known = model.grants.find(({ id }) => id === change.instead?.id);
      if (known !== undefined) return rowsOf([{ ...known, verbs }]);
      const { namespaceId } = change.level;
      const principal = principalOf(change.holder);
      return rowsOf([aGrant({ id: 'added', registryId, namespaceId, principal, verbs, pattern: change.pattern })]);
    }
  }
}

function widened(model: ReferencePolicy, change: Extract<Change, { kind: 'widen-limit' }>): readonly PolicyState[] {
  const { cut, at, name, action } = change;
  const limited = cut.of === 'robot' ? model.robots : model.credentials;
  const scopes =
    at === -1
      ? [...cut.scopes, { pattern: name, actions: [action] }]
      : cut.scopes.map((scope, place) => (place === at ? { ...scope, actions: [...scope.actions, action] } : scope));
  return limited.filter(({ id }) => id === cut.id).map((state) => ({ ...state, scopes }));
}

function inOrder({ rules }: ReferencePolicy, registryId: string): readonly RuleState[] {
  return rules
    .filter((rule) => rule.registryId === registryId)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

function reordered(rules: readonly RuleState[], { from, to }: { from: number; to: number }): readonly RuleState[] {
  const moved = rules.filter((_, place) => place === from);
  const others = rules.filter((_, place) => place !== from);
  return [...others.slice(0, to), ...moved, ...others.slice(to)].map((rule, position) => ({ ...rule, position }));
}

function acting(rule: RuleState, { kind, action }: { kind: 'add-action' | 'take-action'; action: string }): RuleState {
  if (kind === 'add-action') return { ...rule, actions: [...rule.actions, action] };
  const isAll = rule.actions.join() === '*';
  const actions = (isAll ? ['pull', 'push', 'delete'] : rule.actions).filter((one) => one !== action);
  return { ...rule, actions };
}

function principalOf(holder: Holder): GrantPrincipal {
  return typeof holder === 'string' ? { kind: holder } : { kind: holder.kind, id: holder.id };
}
