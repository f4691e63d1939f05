import type { ExpiryNotice } from '@spectacles/contracts';
import { noticeLink, noticeWords } from './notice-words';

const id = '01890000-0000-7000-8000-000000000001';

describe('notices of what ends', () => {
  it.each<[ExpiryNotice['kind'], ExpiryNotice['days'], string, string]>([
    ['token', 14, 'Your token ci ends within two weeks', '/me'],
    ['robot', 3, 'The robot ci ends within three days', `/robots/${id}`],
    ['robot-secret', 1, 'A secret of the robot ci ends within a day', `/robots/${id}`],
    ['token', 0, 'Your token ci has ended', '/me'],
  ])('%s at %i days', (kind, days, words, link) => {
    const notice = { kind, id, name: 'ci', days, expiresAt: '2026-01-01T00:00:00.000Z' };
    expect([noticeWords(notice), noticeLink(notice)]).toEqual([words, link]);
  });
});
