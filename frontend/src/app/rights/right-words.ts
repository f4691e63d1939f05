import type { EntryVerb, Right } from '@spectacles/contracts';

const presets: Record<Right, readonly EntryVerb[]> = {
  NONE: [],
  READ: ['pull', 'browse'],
  WRITE: ['pull', 'push', 'browse'],
  FULL: ['pull', 'push', 'delete', 'browse'],
};
const order: readonly EntryVerb[] = ['pull', 'push', 'delete', 'browse', 'manage'];
const strongestFirst: readonly Right[] = ['FULL', 'WRITE', 'READ', 'NONE'];

/** What a right lets somebody do, in verbs; "nothing" where it lets do nothing. */
export function rightWords(right: Right): string {
  return verbWords(presets[right]);
}

/** "pull, push" of a list of actions. Whoever may pull also sees, so that is only said where it is all. */
export function verbWords(actions: readonly EntryVerb[]): string {
  const said = order.filter((verb) => actions.includes(verb) && (verb !== 'browse' || !actions.includes('pull')));
  return said.length === 0 ? 'nothing' : said.join(', ');
}

/** The verbs with what they imply: whoever pushes also pulls, whoever pulls also browses. */
export function withImplied(verbs: readonly EntryVerb[]): EntryVerb[] {
  const all = new Set(verbs);
  if (all.has('push')) all.add('pull');
  if (all.has('pull')) all.add('browse');
  return order.filter((verb) => all.has(verb));
}

export function verbsOf(right: Right): readonly EntryVerb[] {
  return presets[right];
}

/** The right that is exactly these verbs; null where none is. */
export function presetOf(verbs: readonly EntryVerb[]): Right | null {
  const whole = withImplied(verbs);
  return strongestFirst.find((right) => sameVerbs(presets[right], whole)) ?? null;
}

/** The strongest right that these verbs contain. */
export function strongestWithin(verbs: readonly EntryVerb[]): Right {
  const whole = withImplied(verbs);
  return strongestFirst.find((right) => presets[right].every((verb) => whole.includes(verb))) ?? 'NONE';
}

function sameVerbs(one: readonly EntryVerb[], other: readonly EntryVerb[]): boolean {
  return one.length === other.length && one.every((verb) => other.includes(verb));
}

/** The rights that may be given, weakest first; strangers read at most. */
export const rightChoices: readonly { readonly right: Right; readonly words: string }[] = (
  ['NONE', 'READ', 'WRITE', 'FULL'] as const
).map((right) => ({ right, words: rightWords(right) }));
