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

/** A set of verbs as bits (`PULL`, `PUSH`, `DELETE`): the hot path compares small integers, not strings. */
export type VerbMask = number;

/** The bit of `pull`. */
export const PULL: VerbMask = 1;
/** The bit of `push`. */
export const PUSH: VerbMask = 2;
/** The bit of `delete`. */
export const DELETE: VerbMask = 4;
/** No verb at all. */
export const NO_VERBS: VerbMask = 0;
/** Every verb. */
export const ALL_VERBS: VerbMask = PULL | PUSH | DELETE;

/** The verbs a right contains, as bits. Push implies pull; delete is separate. */
export function maskOfRight(right: Right): VerbMask {
  switch (right) {
    case 'NONE':
      return NO_VERBS;
    case 'READ':
      return PULL;
    case 'WRITE':
      return PULL | PUSH;
    case 'FULL':
      return ALL_VERBS;
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
  return verbs.filter((verb) => (mask & maskOfAction(verb)) !== 0);
}

/** The verbs a right contains. */
export function verbsOf(right: Right): readonly Verb[] {
  return verbsOfMask(maskOfRight(right));
}

/** Negative, zero or positive as the first right is weaker than, equal to or stronger than the second. */
export function compareRights(first: Right, second: Right): number {
  return maskOfRight(first) - maskOfRight(second);
}
