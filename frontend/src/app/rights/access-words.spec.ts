import { placeWords, toThem } from './access-words';

describe('lines of a reverse view', () => {
  it.each([
    [{ namespaceId: null, path: '' }, 'everywhere in the registry'],
    [{ namespaceId: null, path: '**/cache' }, '**/cache'],
    [{ namespaceId: 'n', path: '' }, '(root)'],
    [{ namespaceId: 'n', path: 'team' }, 'team'],
  ])('%j is "%s"', (line, words) => {
    expect(placeWords(line)).toBe(words);
  });

  it.each([
    ['The caller is an administrator.', 'Is an administrator'],
    ['The entry for the caller gives pull.', 'The entry for them gives pull'],
    ['The entry for the group devs gives pull.', 'The entry for the group devs gives pull'],
  ])('%s', (sentence, words) => {
    expect(toThem(sentence)).toBe(words);
  });
});
