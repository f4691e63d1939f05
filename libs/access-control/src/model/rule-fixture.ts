import { CompiledPolicy } from '../compiled-policy.js';
import { grantedVerbs } from '../decision.js';
import type { RuleState } from '../policy-state.js';
import { ALL_VERBS, verbsOfMask } from '../right.js';
import { aRegistry, aRobot, aRule, aUser, rowsOf } from './policy-rows.js';

/** A rule as far as it is not like others. */
export type Written = Partial<RuleState>;

/** A policy whose registry has these rules, in this order. */
export function policyWith(rules: readonly Written[], labels: Record<string, string[]> = {}, username = 'alice') {
  const policy = CompiledPolicy.empty();
  const robot = aRobot({ id: 'ci' });
  const states = [
    aRegistry({ id: 'north' }),
    aUser({ id: 'alice', username, labels }),
    aUser({ id: 'root', administrator: true }),
    robot,
  ];
  policy.apply(
    rowsOf([...states, ...rules.map((rule, position) => aRule({ id: `r${String(position)}`, position, ...rule }))]),
  );
  return policy;
}

/** The verbs granted of everything. */
export function asked(policy: CompiledPolicy, name: string, userId: string | null = 'alice', address?: string): string {
  const principal =
    userId === null ? ({ kind: 'anonymous', address } as const) : ({ kind: 'user', userId, address } as const);
  return verbsOfMask(grantedVerbs(policy, principal, 'north', { kind: 'repository', name, verbs: ALL_VERBS })).join();
}
