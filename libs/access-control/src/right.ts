/** What an entry of the policy gives, from nothing to everything; each right contains the ones before it. */
export const rights = ['NONE', 'READ', 'WRITE', 'FULL'] as const;

/** What an entry of the policy gives: `READ` pulls, `WRITE` also pushes, `FULL` also deletes. */
export type Right = (typeof rights)[number];

/** The actions of a repository that a registry checks in a token, in the order in which we write them. */
export const verbs = ['pull', 'push', 'delete'] as const;

/** One action of a repository. */
export type Verb = (typeof verbs)[number];

/** What an entry can give: the verbs of a registry, `browse` (see it in the console) and `manage` (run the namespace). */
export const entryVerbs = ['pull', 'push', 'delete', 'browse', 'manage'] as const;

/** One thing an entry can give. */
export type EntryVerb = (typeof entryVerbs)[number];

/** A set of verbs as bits (`PULL`, `PUSH`, `DELETE`, …): the hot path compares small integers, not strings. */
export type VerbMask = number;

/** The bit of `pull`. */
export const PULL: VerbMask = 1;
/** The bit of `push`. */
export const PUSH: VerbMask = 2;
/** The bit of `delete`. */
export const DELETE: VerbMask = 4;
/** The bit of `browse`: to see a repository in the console. */
export const BROWSE: VerbMask = 8;
/** The bit of `manage`: to run a namespace; no right contains it. */
export const MANAGE: VerbMask = 16;
/** The bit of the list of all repositories (`registry:catalog:*`), which rules alone can grant. */
export const CATALOG: VerbMask = 32;
/** No verb at all. */
export const NO_VERBS: VerbMask = 0;
/** Every verb that a registry knows. */
export const ALL_VERBS: VerbMask = PULL | PUSH | DELETE;
/** What the owner of a namespace has in it, and the right FULL gives. */
export const FULL_VERBS: VerbMask = ALL_VERBS | BROWSE;
/** What an administrator has everywhere. */
export const EVERYTHING: VerbMask = FULL_VERBS | MANAGE;

/** With what is implied: whoever pushes may pull, since a registry asks for both; whoever pulls may browse. */
export function withImplied(mask: VerbMask): VerbMask {
  const pulling = (mask & PUSH) === 0 ? mask : mask | PULL;
  return (pulling & PULL) === 0 ? pulling : pulling | BROWSE;
}

/** The bits of a list of verbs, with what they imply. */
export function maskOfEntryVerbs(list: readonly EntryVerb[]): VerbMask {
  return withImplied(list.reduce((mask, verb) => mask | bitOf[verb], NO_VERBS));
}

/** The verbs of a mask that an entry can give, in the order of `entryVerbs`. */
export function entryVerbsOfMask(mask: VerbMask): readonly EntryVerb[] {
  return entryVerbs.filter((verb) => (mask & bitOf[verb]) !== 0);
}

const bitOf: Readonly<Record<EntryVerb, VerbMask>> = {
  pull: PULL,
  push: PUSH,
  delete: DELETE,
  browse: BROWSE,
  manage: MANAGE,
};

/** The verbs a right contains, as bits. Push implies pull, pull implies browse; delete is separate. */
export function maskOfRight(right: Right): VerbMask {
  switch (right) {
    case 'NONE':
      return NO_VERBS;
    case 'READ':
      return PULL | BROWSE;
    case 'WRITE':
      return PULL | PUSH | BROWSE;
    case 'FULL':
      return FULL_VERBS;
  }
}

/** The strongest right whose verbs are all in the mask. */
export function rightOfMask(mask: VerbMask): Right {
  if ((mask & PULL) === 0) return 'NONE';
  if ((mask & PUSH) === 0) return 'READ';
  return (mask & DELETE) === 0 ? 'WRITE' : 'FULL';
}

/** The bit of an action as a client spells it; nothing for an action that we do not know. Case counts. */
export function maskOfAction(action: string): VerbMask {
  switch (action) {
    case 'pull':
      return PULL;
    case 'push':
      return PUSH;
    case 'delete':
      return DELETE;
    default:
      return NO_VERBS;
  }
}

/** The verbs of a mask, in the order of `verbs`. */
export function verbsOfMask(mask: VerbMask): readonly Verb[] {
  return verbLists.get(mask & ALL_VERBS) ?? NO_VERB_AT_ALL;
}

const NO_VERB_AT_ALL: readonly Verb[] = Object.freeze([]);

/** For each mask its verbs: lists that nobody can change, so that one is enough of each. */
const verbLists: ReadonlyMap<VerbMask, readonly Verb[]> = new Map(
  Array.from({ length: ALL_VERBS }, (_, at) => [
    at + 1,
    Object.freeze(verbs.filter((verb) => ((at + 1) & maskOfAction(verb)) !== 0)),
  ]),
);

/** The verbs a right contains. */
export function verbsOf(right: Right): readonly Verb[] {
  return verbsOfMask(maskOfRight(right));
}

/** Negative, zero or positive as the first right is weaker than, equal to or stronger than the second. */
export function compareRights(first: Right, second: Right): number {
  return maskOfRight(first) - maskOfRight(second);
}
