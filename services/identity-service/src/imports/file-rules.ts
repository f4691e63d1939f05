import { compileRules, type WrittenRule } from '@spectacles/access-control';
import { RuleBody, type RuleMatch } from '@spectacles/contracts';
import { below, type FileReport, quoted } from './file-report.js';
import { entriesOf, type YamlMap } from './read-yaml.js';

const AT = '/acl';
const MOST_RULES = 5000;
const MATCH_FIELDS = ['account', 'type', 'name', 'ip', 'service'] as const;

/** Reads the section `acl`: rules as docker_auth means them, which match a part of a value where nothing anchors them. */
export function readRules(section: unknown, report: FileReport): RuleBody[] {
  if (!Array.isArray(section)) {
    report.refuse(AT, 'There is no list of rules; without one docker_auth lets nobody do anything.');
    return [];
  }
  if (section.length > MOST_RULES) {
    report.refuse(AT, `The list has more than ${String(MOST_RULES)} rules.`);
    return [];
  }
  const written = section.map((entry, index) => readRule(below(AT, index), entry, report));
  const { problems, warnings } = compileRules(written);
  for (const { pointer, message } of problems)
    if (!report.hasRefused(AT + pointer)) report.refuse(AT + pointer, message);
  for (const warning of warnings) report.warn({ ...warning, pointer: AT + warning.pointer });
  const rules = written.flatMap((rule, index) => toBody(below(AT, index), rule, report));
  return rules;
}

/** What is wrong in itself is refused here, place by place; what cannot be compiled, or is missing, later. */
function readRule(at: string, entry: unknown, report: FileReport): WrittenRule {
  if (!(entry instanceof Map)) {
    report.refuse(at, 'This is no rule with "match" and "actions".');
    return { anchored: false };
  }
  const fields = entry as YamlMap;
  for (const [key] of entriesOf(fields))
    if (key !== 'match' && key !== 'actions' && key !== 'comment')
      report.refuse(below(at, key), 'This part of a rule is not known.');
  const match = readMatch(below(at, 'match'), fields.get('match'), report);
  const actions = readActions(below(at, 'actions'), fields.get('actions'), report);
  const comment = fields.get('comment');
  return {
    anchored: false,
    comment: typeof comment === 'string' ? comment : '',
    ...(match === null ? {} : { match }),
    ...(actions === null ? {} : { actions }),
  };
}

function readMatch(at: string, section: unknown, report: FileReport): RuleMatch | null {
  if (section === undefined || section === '') return null;
  if (!(section instanceof Map)) {
    report.refuse(at, 'This is no mapping of fields.');
    return null;
  }
  const match: RuleMatch = {};
  let labels: Record<string, string> | null = null;
  for (const [key, value] of entriesOf(section as YamlMap)) {
    const field = MATCH_FIELDS.find((known) => known === key);
    if (key === 'labels') labels = readLabels(below(at, key), value, report);
    else if (field === undefined) report.refuse(below(at, key), 'Rules do not know this field.');
    else if (typeof value === 'string') match[field] = value;
    else report.refuse(below(at, key), 'This is no text.');
  }
  return labels === null ? match : { ...match, labels };
}

function readLabels(at: string, section: unknown, report: FileReport): Record<string, string> {
  const entries = section instanceof Map ? entriesOf(section as YamlMap) : null;
  const texts = entries?.filter((entry): entry is [string, string] => typeof entry[1] === 'string') ?? [];
  if (texts.length !== entries?.length) report.refuse(at, 'Labels are texts by name.');
  return Object.fromEntries(texts);
}

function readActions(at: string, section: unknown, report: FileReport): string[] | null {
  if (section === undefined || section === '') return null;
  if (Array.isArray(section) && section.every((action): action is string => typeof action === 'string')) return section;
  report.refuse(at, 'This is no list of actions.');
  return null;
}

function toBody(at: string, rule: WrittenRule, report: FileReport): RuleBody[] {
  if (report.hasRefused(at)) return [];
  const body = RuleBody.safeParse(rule);
  if (body.success) {
    report.take(at, sentenceOf(body.data));
    return [body.data];
  }
  const [issue] = body.error.issues;
  const place = (issue?.path ?? []).reduce((pointer: string, key) => below(pointer, String(key)), at);
  report.refuse(place, issue?.message ?? 'This rule cannot be kept.');
  return [];
}

function sentenceOf({ match, actions }: RuleBody): string {
  const given = actions.length === 0 ? 'Nothing' : actions.includes('*') ? 'Whatever is asked for' : actions.join(', ');
  const { labels = {}, ...fields } = match;
  const conditions = [
    ...Object.entries(fields).map(([field, text]) => `${field} is ${quoted(text ?? '')}`),
    ...Object.entries(labels).map(([key, text]) => `label ${quoted(key)} is ${quoted(text)}`),
  ];
  return `${given} where ${conditions.length === 0 ? 'anything is asked' : conditions.join(' and ')}.`;
}
