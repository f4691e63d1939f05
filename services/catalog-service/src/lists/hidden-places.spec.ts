import { parseSecretKeys, Sealer } from '@spectacles/platform';
import { describe, expect, it } from 'vitest';
import { formatCursor } from './cursor.js';
import { HiddenPlaces } from './hidden-places.js';

const places = new HiddenPlaces(new Sealer(parseSecretKeys('00'.repeat(32))));
const others = new HiddenPlaces(new Sealer(parseSecretKeys('11'.repeat(32))));
const place = { key: 'team/secret', tie: 'registry' };
const MALFORMED = { code: 'MALFORMED_REQUEST' };

describe('the cursor of a row that may not be seen', () => {
  it('is read again, and tells nothing of the row', () => {
    const cursor = places.format('name', place);
    expect(places.parse('name', 'string', cursor)).toEqual(place);
    const bytes = cursor.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(bytes.join()).not.toContain('secret');
  });

  it('is one of its list and its installation alone', () => {
    const cursor = places.format('name', place);
    expect(() => places.parse('-pushedAt', 'string', cursor)).toThrow(expect.objectContaining(MALFORMED));
    expect(() => others.parse('name', 'string', cursor)).toThrow(expect.objectContaining(MALFORMED));
    for (const forged of [`${cursor.slice(0, -4)}AAAA`, 'v1.x.y', 'v1.'])
      expect(() => places.parse('name', 'string', forged)).toThrow(expect.objectContaining(MALFORMED));
  });

  it('stands beside those of rows that were shown', () => {
    expect(places.parse('name', 'string', formatCursor('name', place))).toEqual(place);
    expect(places.parse('name', 'string', undefined)).toBeNull();
  });
});
