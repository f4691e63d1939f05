import { timeAgo } from './time-ago';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

describe('timeAgo', () => {
  it.each([
    ['2026-03-01T11:59:40.000Z', 'just now'],
    ['2026-03-01T11:59:10.000Z', '1 minute ago'],
    ['2026-03-01T11:58:00.000Z', '2 minutes ago'],
    ['2026-03-01T09:00:00.000Z', '3 hours ago'],
    ['2026-02-28T11:00:00.000Z', 'yesterday'],
    ['2026-02-15T12:00:00.000Z', '2 weeks ago'],
    ['2025-03-01T00:00:00.000Z', 'last year'],
  ])('calls %s %s', (time, words) => {
    expect(timeAgo(time, NOW)).toBe(words);
  });
});
