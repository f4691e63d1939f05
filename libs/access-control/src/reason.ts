import type { Trouble } from './caller.js';
import type { Contribution } from './contributions.js';
import {
  maskOfRight,
  NO_VERBS,
  rights,
  verbsOfMask,
  entryVerbsOfMask,
  maskOfAction,
  type Verb,
  type VerbMask,
} from './right.js';
import type { RuleVerdict } from './rules/rule-index.js';
import { Party, type Holder, type PolicyLevel } from './policy-entries.js';
import type { Cut, Trace } from './trace.js';

/** What settled an action, in a form to show and to look up. */
export interface DecisionSource {
  readonly kind:
    Contribution['kind'] | Trouble | 'administrator' | 'rule' | 'rules-only' | 'no-entry' | 'catalog' | 'limit';
  /** The grant or rule that settled it, the namespace whose owner the caller is, or the credential that limits. */
  readonly id?: string;
  /** The path of the namespace it was made in; absent where it is a default of the registry or no entry at all. */
  readonly level?: string;
  readonly text: string;
}

/** Why one action was granted or denied. `*` stands for the catalog, which knows no other action. */
export interface ActionReason {
  readonly action: Verb | '*';
  readonly outcome: 'granted' | 'denied';
  readonly source: DecisionSource;
}

const troubleText: Readonly<Record<Trouble, string>> = {
  'unknown-registry': 'There is no such registry.',
  'unknown-user': 'There is no such user.',
  'unknown-robot': 'There is no such robot.',
  'unknown-group': 'There is no such group.',
  disabled: 'The account is disabled.',
  expired: 'The robot has expired.',
  address: 'The robot may not be used from this address.',
  'unknown-credential': 'The credential is not there any more, or is somebody else’s.',
  'credential-expired': 'The credential has expired.',
  'credential-address': 'The credential may not be used from this address.',
};

const ADMINISTRATOR: DecisionSource = { kind: 'administrator', text: 'The caller is an administrator.' };
const RULES_ONLY: DecisionSource = { kind: 'rules-only', text: 'No rule matches, and the list of rules ends in deny.' };
const NO_ENTRY: DecisionSource = { kind: 'no-entry', text: 'No entry gives the caller anything here.' };
const CATALOG_SOURCE: DecisionSource = {
  kind: 'catalog',
  text: 'The catalog of a whole registry is given by rules alone.',
};

/** The reason for each action asked for. */
export function becauseOf(trace: Trace): readonly ActionReason[] {
  if (trace.requested.kind === 'catalog') {
    const outcome = trace.granted === NO_VERBS ? 'denied' : 'granted';
    return [{ action: '*', outcome, source: sourceFor(trace, trace.asked) }];
  }
  let last: DecisionSource | null = null;
  return verbsOfMask(trace.asked).map((action) => {
    const bit = maskOfAction(action);
    const source = sourceFor(trace, bit);
    // Most often one thing settles all of them: whoever writes it down then sees that it is the same.
    last = last !== null && isSame(last, source) ? last : source;
    return { action, outcome: (trace.granted & bit) === 0 ? 'denied' : 'granted', source: last };
  });
}

function isSame(first: DecisionSource, second: DecisionSource): boolean {
  return first.id === second.id && first.kind === second.kind && first.text === second.text;
}

/** What settled one verb. */
export function sourceFor(trace: Trace, bit: VerbMask): DecisionSource {
  const { settling, held, cuts } = trace;
  const cut = (held & bit) === 0 ? undefined : cuts.find(({ lost }) => (lost & bit) !== 0);
  if (cut !== undefined) return sourceOfCut(cut);
  switch (settling.kind) {
    case 'trouble':
      return { kind: settling.trouble, text: troubleText[settling.trouble] };
    case 'administrator':
      return trace.requested.kind === 'catalog' ? CATALOG_SOURCE : ADMINISTRATOR;
    case 'rule':
      return sourceOfRule(settling.verdict);
    case 'rules-only':
      return RULES_ONLY;
    case 'catalog':
      return CATALOG_SOURCE;
    case 'entries': {
      const { counting } = settling.contributions;
      const found = counting.find(({ verbs }) => (verbs & bit) !== 0) ?? counting[0];
      return found === undefined ? NO_ENTRY : sourceOfContribution(found);
    }
  }
}

export function sourceOfContribution(contribution: Contribution): DecisionSource {
  const { kind, level, id } = contribution;
  const place = level.namespace === null ? {} : { level: level.namespace.path };
  return {
    kind,
    id,
    ...place,
    text: `${subjectOf(contribution)} ${givesText(contribution.verbs)} ${placeOf(contribution)}.`,
  };
}

export function sourceOfRule({ rule, place, verbs, isBroken }: RuleVerdict): DecisionSource {
  const number = `Rule ${String(place + 1)}`;
  const text = isBroken ? `${number} cannot be asked, and so denies.` : `${number} matches and ${givesText(verbs)}.`;
  return { kind: 'rule', id: rule.id, text };
}

export function sourceOfCut({ of, id, name }: Cut): DecisionSource {
  const whose = of === 'robot' ? `robot ${name}` : `credential ${name}`;
  return { kind: 'limit', id, text: `The ${whose} is limited to other repositories or actions.` };
}

/** Verbs first: the name of the right, where they make up one, stands behind them. Each text is made once. */
function givesText(verbs: VerbMask): string {
  const known = givesTexts.get(verbs);
  if (known !== undefined) return known;
  const text = makeGivesText(verbs);
  givesTexts.set(verbs, text);
  return text;
}

const givesTexts = new Map<VerbMask, string>();

function makeGivesText(verbs: VerbMask): string {
  const right = rights.find((one) => maskOfRight(one) === verbs);
  const list = right === undefined || right === 'NONE' ? entryVerbsOfMask(verbs) : verbsOfMask(verbs);
  const words = list.length === 0 ? 'nothing' : list.join(', ');
  return right === undefined ? `gives ${words}` : `gives ${words} (${right})`;
}

function subjectOf({ kind, holder, level }: Contribution): string {
  switch (kind) {
    case 'owner':
      return level.namespace === null ? 'Being a robot of the installation' : 'Owning it';
    case 'grant':
      return 'The entry for the caller';
    case 'group':
      return `The entry for the group ${holderName(holder)}`;
    case 'members':
      return 'The entry for members';
    case 'everyone':
      return 'The entry for everyone signed in';
    case 'anonymous':
      return 'The entry for anonymous';
  }
}

/** What somebody is called whom an entry names. */
export function holderName(holder: Holder): string {
  if (holder instanceof Party) return holder.name;
  return holder === 'everyone' ? 'everyone signed in' : holder;
}

function placeOf({ level, grant }: Contribution): string {
  if (grant !== null && grant.pattern !== null) return `on ${grant.pattern.text}`;
  return levelText(level);
}

function levelText({ namespace }: PolicyLevel): string {
  if (namespace === null) return 'by default in the registry';
  return namespace.path === '' ? 'in the root namespace' : `in the namespace ${namespace.path}`;
}
