import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TimestampText } from './timestamp-text.js';

describe('TimestampText', () => {
  it('says what the date itself would say, in whatever order moments come', () => {
    const text = new TimestampText();
    const moments = fc.array(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }));
    fc.assert(
      fc.property(moments, (dates) => {
        for (const date of [...dates, ...dates.map((one) => new Date(one.getTime() + 1))]) {
          expect(text.of(date.getTime())).toBe(date.toISOString());
        }
      }),
    );
  });
});
