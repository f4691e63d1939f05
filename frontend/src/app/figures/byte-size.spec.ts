import { byteSize } from './byte-size';

describe('byteSize', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [61_234_567, '61.2 MB'],
    [412_000_000, '412 MB'],
    [999_999, '1 MB'],
    [8_100_000_000, '8.1 GB'],
  ])('writes %d as %s', (bytes, words) => {
    expect(byteSize(bytes)).toBe(words);
  });
});
