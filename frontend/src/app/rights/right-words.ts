import type { Right, Verb } from '@spectacles/contracts';

const verbs: Record<Right, readonly Verb[]> = {
  NONE: [],
  READ: ['pull'],
  WRITE: ['pull', 'push'],
  FULL: ['pull', 'push', 'delete'],
};

/** What a right lets somebody do, in verbs; "nothing" where it lets do nothing. */
export function rightWords(right: Right): string {
  return verbWords(verbs[right]);
}

/** "pull, push" of a list of actions. */
export function verbWords(actions: readonly Verb[]): string {
  return actions.length === 0 ? 'nothing' : actions.join(', ');
}

/** The rights that may be given, weakest first; strangers read at most. */
export const rightChoices: readonly { readonly right: Right; readonly words: string }[] = (
  ['NONE', 'READ', 'WRITE', 'FULL'] as const
).map((right) => ({ right, words: rightWords(right) }));
