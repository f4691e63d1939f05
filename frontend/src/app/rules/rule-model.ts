import type { RuleBody, RuleListBody, RuleListView } from '@spectacles/contracts';

interface LabelMatch {
  name: string;
  value: string;
}

/** What a rule lets be done. `others` is what no box stands for; it is kept as it is. */
interface RuleActions {
  all: boolean;
  pull: boolean;
  push: boolean;
  delete: boolean;
  others: string[];
}

/** A rule as it is edited; its shape is that of the route's body, so that an error finds its field. */
export interface RuleModel {
  who: 'any' | 'anonymous' | 'account';
  /** "" where the rule does not ask. */
  match: { account: string; type: string; name: string; service: string; ip: string; labels: LabelMatch[] };
  actions: RuleActions;
  anchored: boolean;
  comment: string;
}

export interface RuleListModel {
  rulesOnly: boolean;
  rules: RuleModel[];
}

/**
 * A condition that asks for the empty text is another thing than no condition, and a field cannot tell them apart:
 * such a condition is shown as the regular expression that means the same.
 */
const EMPTY = '/^$/';
const BOXES = ['pull', 'push', 'delete'] as const;

export function newRule(): RuleModel {
  return {
    who: 'any',
    match: { account: '', type: '', name: '', service: '', ip: '', labels: [] },
    actions: { all: false, pull: true, push: false, delete: false, others: [] },
    anchored: true,
    comment: '',
  };
}

export function modelOf(list: RuleListView): RuleListModel {
  return { rulesOnly: list.rulesOnly, rules: list.rules.map(ruleModel) };
}

function ruleModel({ match, actions, anchored, comment }: Omit<RuleListView['rules'][number], 'id'>): RuleModel {
  const { account } = match;
  const shown = (value: string | undefined) => (value === '' ? EMPTY : (value ?? ''));
  return {
    who: account === undefined ? 'any' : account === '' ? 'anonymous' : 'account',
    match: {
      account: account ?? '',
      type: shown(match.type),
      name: shown(match.name),
      service: shown(match.service),
      ip: match.ip ?? '',
      labels: Object.entries(match.labels ?? {}).map(([name, value]) => ({ name, value: shown(value) })),
    },
    actions: {
      all: actions.includes('*'),
      pull: actions.includes('pull'),
      push: actions.includes('push'),
      delete: actions.includes('delete'),
      others: actions.filter((action) => action !== '*' && !BOXES.some((box) => box === action)),
    },
    anchored,
    comment,
  };
}

/** As the route takes it. */
export function bodyOf(list: RuleListModel): RuleListBody {
  return { rulesOnly: list.rulesOnly, rules: list.rules.map(ruleBody) };
}

function ruleBody({ who, match, actions, anchored, comment }: RuleModel): RuleBody {
  const asked = Object.entries({ type: match.type, name: match.name, service: match.service, ip: match.ip });
  return {
    match: {
      ...(who === 'any' ? {} : { account: who === 'anonymous' ? '' : match.account }),
      ...Object.fromEntries(asked.filter(([, value]) => value !== '')),
      ...(match.labels.length === 0
        ? {}
        : { labels: Object.fromEntries(match.labels.map(({ name, value }) => [name, value])) }),
    },
    actions: actionsOf(actions),
    anchored,
    comment,
  };
}

function actionsOf(actions: RuleActions): string[] {
  return [...(actions.all ? ['*'] : []), ...BOXES.filter((box) => actions[box]), ...actions.others];
}

/** A rule in a sentence: whom it is about, where, and what it lets them do. */
export function ruleWords(rule: RuleModel): string {
  const { match } = rule;
  const who = { any: 'Anybody', anonymous: 'Anonymous', account: match.account }[rule.who];
  const conditions = [
    ...match.labels.map(({ name, value }) => `labelled ${name} ${value}`),
    ...(match.ip === '' ? [] : [`from ${match.ip}`]),
    ...(match.service === '' ? [] : [`at the service ${match.service}`]),
  ];
  const where = match.name === '' ? 'everywhere' : `in ${match.name}`;
  const kind = match.type === '' || match.type === 'repository' ? '' : ` (${match.type})`;
  const about = conditions.length === 0 ? who : `${who}, ${conditions.join(', ')},`;
  const actions = actionsOf(rule.actions);
  if (actions.length === 0) return `${about} may do nothing ${where}${kind}`;
  return `${about} may ${rule.actions.all ? 'do everything' : actions.join(', ')} ${where}${kind}`;
}
