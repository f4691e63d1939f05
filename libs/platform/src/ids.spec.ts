import { ManualClock } from '@spectacles/testing';
import { describe, expect, it } from 'vitest';
import { newId } from './ids.js';

describe('identifiers', () => {
  it('are UUIDs of version 7 that grow with time', () => {
    const clock = new ManualClock();
    const ids = Array.from({ length: 50 }, () => {
      clock.advance(1);
      return newId(clock);
    });
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(50);
  });
});
