import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it('has its cells in order, quoted where they must be (RFC 4180)', () => {
    expect(csvLine(['a', 1, null, true, 'b,c', 'say "x"', 'two\nlines'])).toBe(
      'a,1,,true,"b,c","say ""x""","two\nlines"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('lets no spreadsheet run %j', (text) => {
    expect(csvLine([text, 'x']).replaceAll('"', '')).toBe(`'${text},x\r\n`);
  });

  it('leaves numbers as they are', () => {
    expect(csvLine([-1])).toBe('-1\r\n');
  });
});
