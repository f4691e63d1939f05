import { toYou } from './own-access';

describe('why I may', () => {
  it.each([
    ['The caller is an administrator.', 'You are an administrator'],
    ['An entry for the caller says WRITE in the namespace team.', 'An entry for you says WRITE in the namespace team'],
    ['The owner has FULL in the root namespace.', 'The owner has FULL in the root namespace'],
    ['', ''],
  ])('%s', (sentence, words) => {
    expect(toYou(sentence)).toBe(words);
  });
});
