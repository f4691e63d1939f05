import { sinceOf, withinChoices } from './within';

const NOW = new Date('2026-01-31T12:00:00.000Z');

describe('how far back a log is read', () => {
  it.each([
    ['1h', '2026-01-31T11:00:00.000Z'],
    ['7d', '2026-01-24T12:00:00.000Z'],
    ['', undefined],
    ['toString', undefined],
    [undefined, undefined],
  ])('%j is since %j', (within, since) => {
    expect(sinceOf(within, NOW)).toBe(since);
  });

  it('offers nothing that it does not understand', () => {
    expect(withinChoices.filter(({ value }) => sinceOf(value, NOW) === undefined)).toHaveLength(1);
  });
});
