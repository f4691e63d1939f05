import type { EntryVerb, Right } from '@spectacles/contracts';
import { presetOf, strongestWithin, withImplied } from './right-words';

/** What a form holds of a right: one of the four, or exactly these verbs. */
export interface RightModel {
  preset: Right | 'EXACT';
  pull: boolean;
  push: boolean;
  delete: boolean;
  browse: boolean;
  manage: boolean;
}

export interface VerbChoice {
  readonly verb: EntryVerb;
  readonly words: string;
}

export const verbChoices: readonly VerbChoice[] = [
  { verb: 'pull', words: 'pull: download images (sees them, too)' },
  { verb: 'push', words: 'push: upload images (pulls, too)' },
  { verb: 'delete', words: 'delete: remove images' },
  { verb: 'browse', words: 'browse: see names and tags in the console' },
  { verb: 'manage', words: 'manage: members, robots and rights' },
];

export function rightModelOf(verbs: readonly EntryVerb[]): RightModel {
  const has = (verb: EntryVerb) => verbs.includes(verb);
  return {
    preset: presetOf(verbs) ?? 'EXACT',
    pull: has('pull'),
    push: has('push'),
    delete: has('delete'),
    browse: has('browse'),
    manage: has('manage'),
  };
}

/** Whether the form asks for managing: of what is ticked, nothing counts while one of the four is chosen. */
export function asksToManage(model: Pick<RightModel, 'preset' | 'manage'>): boolean {
  return model.preset === 'EXACT' && model.manage;
}

/** As an entry is written. */
export function grantRightOf(model: RightModel): { right: Right; verbs?: EntryVerb[] } {
  if (model.preset !== 'EXACT') return { right: model.preset };
  const verbs = withImplied(verbChoices.map(({ verb }) => verb).filter((verb) => model[verb]));
  return { right: strongestWithin(verbs), verbs };
}
