import type { PolicyLevel } from './policy-entries.js';
import { maskOfAction, rightOfMask, verbsOfMask, type Verb, type VerbMask } from './right.js';
import type { Contribution, Settlement } from './settlement.js';

/** What settled an action, in a form to show and to look up. */
export interface DecisionSource {
  readonly kind: Contribution['kind'] | Exclude<Settlement['kind'], 'entries'> | 'no-entry' | 'catalog';
  /** The grant that settled it, or the namespace whose owner the caller is. */
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

/** Why the catalog is denied, to whomever. */
export const CATALOG_REASON: ActionReason = {
  action: '*',
  outcome: 'denied',
  source: { kind: 'catalog', text: 'The catalog of a whole registry is given to nobody.' },
};

const blanketText: Readonly<Record<Exclude<Settlement['kind'], 'entries'>, string>> = {
  administrator: 'The caller is an administrator.',
  'unknown-registry': 'There is no such registry.',
  'unknown-user': 'There is no such user.',
  disabled: 'The user is disabled.',
};

const NO_ENTRY: DecisionSource = { kind: 'no-entry', text: 'No entry gives the caller anything here.' };

/** The reason for each verb asked for on a repository. */
export function reasonsFor(verbs: VerbMask, settlement: Settlement): readonly ActionReason[] {
  return verbsOfMask(verbs).map((verb) => reasonFor(verb, settlement));
}

function reasonFor(action: Verb, settlement: Settlement): ActionReason {
  if (settlement.kind !== 'entries') {
    const outcome = settlement.kind === 'administrator' ? 'granted' : 'denied';
    return { action, outcome, source: { kind: settlement.kind, text: blanketText[settlement.kind] } };
  }
  const granting = settlement.contributions.find(({ verbs }) => (verbs & maskOfAction(action)) !== 0);
  if (granting !== undefined) return { action, outcome: 'granted', source: sourceOf(granting) };
  const [weightiest] = settlement.contributions;
  return { action, outcome: 'denied', source: weightiest === undefined ? NO_ENTRY : sourceOf(weightiest) };
}

function sourceOf({ kind, level, id, verbs }: Contribution): DecisionSource {
  const place = level.namespace === null ? {} : { level: level.namespace.path };
  const text = `${subjectText[kind]} ${rightOfMask(verbs)} ${placeText(level)}.`;
  return { kind, id, ...place, text };
}

const subjectText: Readonly<Record<Contribution['kind'], string>> = {
  owner: 'The owner has',
  grant: 'An entry for the caller says',
  everyone: 'The entry for everyone signed in says',
  anonymous: 'The entry for anonymous says',
};

function placeText({ namespace }: PolicyLevel): string {
  if (namespace === null) return 'by default in the registry';
  return namespace.path === '' ? 'in the root namespace' : `in the namespace ${namespace.path}`;
}
