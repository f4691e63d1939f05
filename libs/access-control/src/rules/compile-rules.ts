import { parseAddressRange } from '../address.js';
import type { RuleState } from '../policy-state.js';
import { maskOfAction, NO_VERBS } from '../right.js';
import { FieldMatcher } from './field-matcher.js';

/** Something to say about a place in a list of rules, as a JSON pointer into the list. */
export interface RuleNote {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** What speaks against a list of rules, and what works but may be other than what was meant. */
export interface CompiledRules {
  readonly problems: readonly RuleNote[];
  readonly warnings: readonly RuleNote[];
}

/** A rule as somebody wrote it: what should be there may be missing. */
export type WrittenRule = Partial<Pick<RuleState, 'match' | 'actions' | 'comment'>> & { readonly anchored: boolean };

/** Tries a list of rules before it comes into force. */
export function compileRules(rules: readonly WrittenRule[]): CompiledRules {
  const notes = rules.map((rule, index) => notesOn(rule, `/${String(index)}`));
  return {
    problems: notes.flatMap(({ problems }) => problems),
    warnings: notes.flatMap(({ warnings }) => warnings),
  };
}

function notesOn(rule: WrittenRule, at: string): CompiledRules {
  const problems: RuleNote[] = [];
  const warnings: RuleNote[] = [];
  if (rule.match === undefined)
    problems.push({
      pointer: `${at}/match`,
      code: 'RULE_MATCH_MISSING',
      message: 'The rule does not say what it matches.',
    });
  if (rule.actions === undefined)
    problems.push({
      pointer: `${at}/actions`,
      code: 'RULE_ACTIONS_MISSING',
      message: 'The rule does not say what it gives.',
    });
  for (const [place, text, withLabels] of textsOf(rule)) {
    const pointer = `${at}/match/${place}`;
    const field = new FieldMatcher(text, { anchored: rule.anchored || place === 'type', withLabels });
    problems.push(...problemsOf(field, pointer));
    warnings.push(...warningsOf(field, { pointer, rule, place }));
  }
  problems.push(...addressProblems(rule.match?.ip, `${at}/match/ip`));
  for (const [index, action] of (rule.actions ?? []).entries()) {
    if (action !== '*' && maskOfAction(action) === NO_VERBS)
      warnings.push({
        pointer: `${at}/actions/${String(index)}`,
        code: 'RULE_ACTION_UNKNOWN',
        message: `"${action}" is no action of a registry and gives nothing.`,
      });
  }
  return { problems, warnings };
}

/** The texts of a rule that are patterns, with their places, and whether labels are inserted in them. */
function textsOf({ match = {} }: WrittenRule): readonly (readonly [string, string, boolean])[] {
  const plain = (['account', 'type', 'name', 'service'] as const).flatMap((place) => {
    const text = match[place];
    return text === undefined ? [] : [[place, text, true] as const];
  });
  const labels = Object.entries(match.labels ?? {}).map(
    ([key, text]) => [`labels/${escapePointer(key)}`, text, false] as const,
  );
  return [...plain, ...labels];
}

function problemsOf(field: FieldMatcher, pointer: string): readonly RuleNote[] {
  const flaw = field.flaw();
  return flaw === null ? [] : [{ pointer, code: flaw.code, message: flaw.message }];
}

function addressProblems(text: string | undefined, pointer: string): readonly RuleNote[] {
  const parsed = text === undefined ? null : parseAddressRange(text);
  return parsed === null || parsed.ok ? [] : [{ pointer, code: 'RULE_ADDRESS', message: parsed.reason }];
}

interface Place {
  readonly pointer: string;
  readonly rule: WrittenRule;
  readonly place: string;
}

function warningsOf(field: FieldMatcher, { pointer, rule, place }: Place): readonly RuleNote[] {
  const warnings: RuleNote[] = [];
  const warn = (code: string, message: string): void => void warnings.push({ pointer, code, message });
  if (field.isRegex && !rule.anchored && place !== 'type' && !/^\/(?:\^|\\A).*(?:\$|\\z)\/$/s.test(field.text))
    warn('RULE_UNANCHORED', 'The expression may match a part of the value: begin it with "^" and end it with "$".');
  if (place !== 'account' && field.text === '')
    warn('RULE_NEVER_MATCHES', 'An empty text matches nothing that can be asked for.');
  for (const piece of field.pieces) {
    if (piece.kind === 'text' && piece.text.includes('${'))
      warn('RULE_PLACEHOLDER_UNKNOWN', 'A placeholder that is not known stays as it is written.');
    if (piece.kind === 'capture' && !canCapture(rule, piece.variable, piece.group))
      warn('RULE_NEVER_MATCHES', `"${piece.variable}" has no group ${String(piece.group)}: the rule never matches.`);
  }
  return warnings;
}

function canCapture({ match = {}, anchored }: WrittenRule, variable: keyof typeof match, group: number): boolean {
  const text = match[variable];
  if (typeof text !== 'string') return false;
  return new FieldMatcher(text, { anchored, withLabels: true }).hasGroup(group);
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
