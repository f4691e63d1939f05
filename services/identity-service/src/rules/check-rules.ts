import { compileRules } from '@spectacles/access-control';
import type { RuleBody, RuleListBody, RuleListView } from '@spectacles/contracts';
import { RulesInvalid } from './rules.errors.js';

/** The whole list goes over the bus as one message. */
const LIST_BYTES = 500_000;
const PROBLEMS_SHOWN = 100;

/** Refuses a list that could not be asked, naming each place. */
export function requireUsable({ rules }: RuleListBody): void {
  const problems = compileRules(rules).problems.map((problem) => ({ ...problem, pointer: `/rules${problem.pointer}` }));
  if (Buffer.byteLength(JSON.stringify(rules)) > LIST_BYTES) {
    const message = `The list is longer than ${String(LIST_BYTES / 1000)} kB.`;
    problems.push({ pointer: '/rules', code: 'RULES_TOO_LARGE', message });
  }
  if (problems.length > 0) throw new RulesInvalid(problems.slice(0, PROBLEMS_SHOWN));
}

/** What works, and may be other than what was meant. */
export function warningsOf(rules: readonly RuleBody[]): RuleListView['warnings'] {
  const { warnings } = compileRules(rules);
  return warnings.slice(0, PROBLEMS_SHOWN).map((warning) => ({ ...warning, pointer: `/rules${warning.pointer}` }));
}
