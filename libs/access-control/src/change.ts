import type { Contribution } from './contributions.js';
import type { GrantEntry, Holder, Party, PolicyLevel } from './policy-entries.js';
import { holderName } from './reason.js';
import { entryVerbsOfMask, maskOfRight, rights, type Verb, type VerbMask } from './right.js';
import type { Cut } from './trace.js';

/** A change of the policy that turns an answer: exact enough to be made, so that a test can make it. */
export type Change =
  | { readonly kind: 'enable'; readonly party: Party }
  | {
      readonly kind: 'widen-limit';
      readonly cut: Cut;
      readonly action: Verb;
      readonly name: string;
      readonly at: number;
    }
  | { readonly kind: 'add-rule'; readonly action: Verb; readonly name: string }
  | { readonly kind: 'move-rule'; readonly id: string; readonly from: number; readonly to: number }
  | { readonly kind: 'add-action' | 'take-action'; readonly id: string; readonly place: number; readonly action: Verb }
  | { readonly kind: 'remove-entry'; readonly entry: Contribution }
  | {
      readonly kind: 'give';
      readonly holder: Holder;
      readonly level: PolicyLevel;
      readonly pattern: string | null;
      readonly verbs: VerbMask;
      /** The entry that is there and gives less; null for a new one. */
      readonly instead: GrantEntry | null;
    };

/** A change in words. */
export function changeText(change: Change): string {
  switch (change.kind) {
    case 'enable':
      return `Enable ${holderName(change.party)}.`;
    case 'widen-limit':
      return widenText(change);
    case 'add-rule':
      return `Add a rule that gives ${change.action} on ${change.name}.`;
    case 'move-rule':
      return `Move rule ${number(change.from)} before rule ${number(change.to)}.`;
    case 'add-action':
      return `Add ${change.action} to the actions of rule ${number(change.place)}.`;
    case 'take-action':
      return `Take it out of the actions of rule ${number(change.place)}.`;
    case 'remove-entry': {
      const { holder, level, verbs, grant } = change.entry;
      return `Remove the entry ${rightText(verbs)} for ${holderName(holder)} ${placeText(level, grant?.pattern?.text)}.`;
    }
    case 'give':
      return `Give ${holderName(change.holder)} ${rightText(change.verbs)} ${placeText(change.level, change.pattern)}.`;
  }
}

/** `at` is the place of the scope that speaks of just this name; -1 where there is none. */
function widenText({ cut, action, name, at }: Extract<Change, { kind: 'widen-limit' }>): string {
  const whose = cut.of === 'robot' ? `the robot ${cut.name}` : `the token ${cut.name}`;
  return at === -1
    ? `Add a scope for ${name} with ${action} to ${whose}.`
    : `Add ${action} to the scope ${name} of ${whose}.`;
}

/** Places are counted from 1 where people read them. */
function number(place: number): string {
  return String(place + 1);
}

function placeText({ namespace }: PolicyLevel, pattern: string | null | undefined): string {
  if (pattern != null) return `on ${pattern}`;
  if (namespace === null) return 'in the whole registry';
  return namespace.path === '' ? 'on the root namespace' : `on ${namespace.path}`;
}

/** The right that is just this, or else the verbs. */
function rightText(verbs: VerbMask): string {
  return rights.find((right) => maskOfRight(right) === verbs) ?? entryVerbsOfMask(verbs).join(', ');
}
