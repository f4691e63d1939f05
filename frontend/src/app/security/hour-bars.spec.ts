import { barsOf, everyHour } from './hour-bars';

const hour = (reduced: number, refused: number) => ({ at: '2026-01-01T00:00:00.000Z', granted: 9, reduced, refused });

describe('every hour', () => {
  it('is there, also where nobody asked', () => {
    const [since, at] = ['2026-01-01T09:30:00.000Z', '2026-01-01T11:00:00.000Z'];
    const known = { at, granted: 1, reduced: 2, refused: 3 };
    const hours = everyHour({ since, hours: [known] }, new Date('2026-01-01T12:10:00.000Z'));
    expect(hours.map((hour) => hour.at.slice(11, 16))).toEqual(['09:00', '10:00', '11:00', '12:00']);
    expect(hours[2]).toBe(known);
    expect(hours[1]).toMatchObject({ granted: 0, reduced: 0, refused: 0 });
  });
});

describe('bars of hours', () => {
  it('are as high as what was denied, the worst hour all the way', () => {
    expect(barsOf([hour(0, 0), hour(10, 30), hour(20, 0)])).toEqual([
      { x: 0, y: 80, height: 0 },
      { x: 20, y: 0, height: 80 },
      { x: 40, y: 40, height: 40 },
    ]);
  });

  it('show one denial beside a thousand', () => {
    expect(barsOf([hour(1, 0), hour(0, 1000)])[0]?.height).toBe(2);
  });

  it('are flat where nothing was denied', () => {
    expect(barsOf([hour(0, 0)])[0]?.height).toBe(0);
  });
});
