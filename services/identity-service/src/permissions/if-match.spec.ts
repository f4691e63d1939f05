import { describe, expect, it } from 'vitest';
import { requireUnchanged } from './if-match.js';

const envelope = (ifMatch?: string) => ({
  requestId: 'r',
  caller: { kind: 'anonymous' as const },
  address: '',
  userAgent: '',
  ...(ifMatch === undefined ? {} : { ifMatch }),
});

describe('requireUnchanged', () => {
  it.each([undefined, '"3"', '3', '*', '"2", "3"', ' "3" '])('lets %j pass', (tag) => {
    expect(() => {
      requireUnchanged(envelope(tag), 3);
    }).not.toThrow();
  });

  it.each(['"2"', '"33"', '""', '', 'W/"3"', '"2", "4"', 'three'])('refuses %j', (tag) => {
    expect(() => {
      requireUnchanged(envelope(tag), 3);
    }).toThrow(expect.objectContaining({ code: 'PRECONDITION_FAILED', status: 412 }) as Error);
  });
});
