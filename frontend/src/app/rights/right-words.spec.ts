import type { EntryVerb } from '@spectacles/contracts';
import { grantRightOf, rightModelOf } from './right-model';
import { presetOf, rightWords, strongestWithin, verbWords } from './right-words';

describe('rights in words', () => {
  it.each([
    ['NONE', 'nothing'],
    ['READ', 'pull'],
    ['WRITE', 'pull, push'],
    ['FULL', 'pull, push, delete'],
  ] as const)('%s is "%s"', (right, words) => {
    expect(rightWords(right)).toBe(words);
  });

  it.each<[EntryVerb[], string, ReturnType<typeof presetOf>, string]>([
    [[], 'nothing', 'NONE', 'NONE'],
    [['browse'], 'browse', null, 'NONE'],
    [['push'], 'push', 'WRITE', 'WRITE'],
    [['pull', 'browse', 'manage'], 'pull, manage', null, 'READ'],
    [['delete'], 'delete', null, 'NONE'],
    [['browse', 'delete', 'push', 'pull'], 'pull, push, delete', 'FULL', 'FULL'],
  ])('%j reads "%s", is the preset %s and contains %s', (verbs, words, preset, within) => {
    expect([verbWords(verbs), presetOf(verbs), strongestWithin(verbs)]).toEqual([words, preset, within]);
  });
});

describe('the form of a right', () => {
  it('sends a preset as it is called, and no verbs', () => {
    expect(grantRightOf(rightModelOf(['pull', 'push', 'browse']))).toEqual({ right: 'WRITE' });
  });

  it('sends exact verbs with what they imply', () => {
    const model = { ...rightModelOf([]), preset: 'EXACT' as const, push: true, manage: true };
    expect(grantRightOf(model)).toEqual({ right: 'WRITE', verbs: ['pull', 'push', 'browse', 'manage'] });
  });
});
