import type { Contribution } from './contributions.js';
import { contributionsOf } from './contributions.js';
import type { Party, PolicyLevel } from './policy-entries.js';
import { holderName } from './reason.js';
import {
  entryVerbsOfMask,
  maskOfAction,
  maskOfRight,
  NO_VERBS,
  rights,
  verbsOfMask,
  withImplied,
  type Verb,
  type VerbMask,
} from './right.js';
import { ruleRequest } from './rules/rule-request.js';
import type { Trace } from './trace.js';

/** The smallest change that would turn one action. */
export interface Flip {
  readonly action: string;
  readonly text: string;
}

/** For each action asked for, what to change so that the answer is the other one, where there is one thing to change. */
export function flipsOf(trace: Trace): readonly Flip[] {
  const { requested } = trace;
  if (requested.kind === 'catalog') return [];
  return verbsOfMask(trace.asked).flatMap((action) => {
    const bit = maskOfAction(action);
    const text =
      (trace.granted & bit) === 0
        ? grantingChange(trace, action, requested.name)
        : denyingChange(trace, bit, requested.name);
    return text === null ? [] : [{ action, text }];
  });
}

function grantingChange(trace: Trace, action: Verb, name: string): string | null {
  const { settling } = trace;
  const bit = maskOfAction(action);
  if ((trace.held & bit) !== 0) return limitChange(trace, action, name);
  // What limits would take away again, no one change gives.
  if (trace.cuts.some(({ refused }) => (refused & bit) !== 0)) return null;
  switch (settling.kind) {
    case 'trouble':
      return settling.trouble === 'disabled' ? `Enable ${holderName(trace.party ?? undefined)}.` : null;
    case 'rule':
      return ruleChange(trace, action);
    case 'rules-only':
      return `Add a rule that gives ${action} on ${name}.`;
    case 'entries':
      return entryChange(trace, action, name);
    default:
      return null;
  }
}

/** The limits that took the verb away; where both the robot's and the credential's did, one change is not enough. */
function limitChange({ cuts }: Trace, action: Verb, name: string): string | null {
  const taking = cuts.filter(({ lost }) => (lost & maskOfAction(action)) !== 0);
  const [cut] = taking;
  if (cut === undefined || taking.length > 1) return null;
  const whose = cut.of === 'robot' ? `the robot ${cut.name}` : `the token ${cut.name}`;
  const limit = cut.bounds.limits?.find(({ pattern }) => pattern.isLiteral && pattern.text === name);
  return limit === undefined
    ? `Add a scope for ${name} with ${action} to ${whose}.`
    : `Add ${action} to the scope ${limit.pattern.text} of ${whose}.`;
}

function ruleChange({ settling, registry, party, principal, requested }: Trace, action: Verb): string | null {
  if (settling.kind !== 'rule' || registry === null) return null;
  const { place, isBroken } = settling.verdict;
  if (isBroken) return `Repair rule ${String(place + 1)}.`;
  const later = registry.rules.laterGiving(
    ruleRequest(registry, party, { principal, requested, isListing: false }),
    place,
    maskOfAction(action),
  );
  if (later !== null) return `Move rule ${String(later + 1)} before rule ${String(place + 1)}.`;
  return `Add ${action} to the actions of rule ${String(place + 1)}.`;
}

function entryChange(trace: Trace, action: Verb, name: string): string | null {
  const { settling, registry, party } = trace;
  if (settling.kind !== 'entries' || registry === null) return null;
  if (party === null && action !== 'pull') return 'Sign in: whoever does not can pull at most.';
  const { counting } = settling.contributions;
  const removable = counting.find(({ grant, verbs }) => grant !== null && (verbs & maskOfAction('pull')) === 0);
  if (removable?.grant && isHeld(trace, name, action, removable)) return `Remove ${entryText(removable)}.`;
  const [deciding] = counting;
  const level = deciding?.level ?? nearestLevel(trace, name);
  const has = deciding?.verbs ?? NO_VERBS;
  const what = rightText(withImplied(has | maskOfAction(action)));
  const pattern = deciding?.grant?.pattern?.text;
  const place = pattern === undefined ? placeName(level) : `on ${pattern}`;
  const isOwn =
    deciding !== undefined && (deciding.kind === 'grant' || deciding.kind === 'group' || deciding.kind === 'members');
  return `Give ${isOwn ? whoseEntry(deciding) : callerName(party)} ${what} ${place}.`;
}

/** What would be there if an entry was not. */
function isHeld({ registry, party }: Trace, name: string, action: Verb, { grant }: Contribution): boolean {
  if (registry === null) return false;
  const { counting } = contributionsOf(registry, party, name, grant);
  return counting.some(({ verbs }) => (verbs & maskOfAction(action)) !== 0);
}

function denyingChange(trace: Trace, bit: VerbMask, name: string): string | null {
  const { settling } = trace;
  if (settling.kind === 'rule') return `Take it out of the actions of rule ${String(settling.verdict.place + 1)}.`;
  if (settling.kind !== 'entries' || trace.registry === null) return null;
  const giving = settling.contributions.counting.filter(({ verbs }) => (verbs & bit) !== 0);
  const [only] = giving;
  if (only?.grant == null || giving.length > 1) return null;
  const left = contributionsOf(trace.registry, trace.party, name, only.grant).counting;
  return left.some(({ verbs }) => (verbs & bit) !== 0) ? null : `Remove ${entryText(only)}.`;
}

function entryText(contribution: Contribution): string {
  const { grant, level, verbs } = contribution;
  return `the entry ${rightText(verbs)} for ${whoseEntry(contribution)} ${grant?.pattern == null ? placeName(level) : `on ${grant.pattern.text}`}`;
}

function whoseEntry({ kind, grant }: Contribution): string {
  if (kind === 'everyone') return 'everyone signed in';
  return kind === 'members' || kind === 'anonymous' ? kind : holderName(grant?.holder);
}

function callerName(party: Party | null): string {
  return party === null ? 'anonymous' : holderName(party);
}

function nearestLevel({ registry }: Trace, name: string): PolicyLevel | null {
  if (registry === null) return null;
  let end = name.lastIndexOf('/');
  for (;;) {
    const level = registry.namespaces.get(end === -1 ? '' : name.slice(0, end));
    if (level !== undefined) return level;
    end = end <= 0 ? -1 : name.lastIndexOf('/', end - 1);
    if (end === -1) return registry.defaults;
  }
}

function placeName(level: PolicyLevel | null): string {
  const namespace = level?.namespace ?? null;
  if (namespace === null) return 'in the whole registry';
  return namespace.path === '' ? 'on the root namespace' : `on ${namespace.path}`;
}

/** The right that is just this, or else the verbs. */
function rightText(verbs: VerbMask): string {
  return rights.find((right) => maskOfRight(right) === verbs) ?? entryVerbsOfMask(verbs).join(', ');
}
