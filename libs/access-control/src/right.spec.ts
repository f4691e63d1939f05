import { describe, expect, it } from 'vitest';
import { compareRights, maskOfAction, maskOfRight, rightOfMask, rights, verbsOf, verbsOfMask } from './right.js';

describe('rights', () => {
  it.each([
    ['NONE', []],
    ['READ', ['pull']],
    ['WRITE', ['pull', 'push']],
    ['FULL', ['pull', 'push', 'delete']],
  ] as const)('%s contains %j', (right, verbs) => {
    expect(verbsOf(right)).toEqual(verbs);
    expect(rightOfMask(maskOfRight(right))).toBe(right);
  });

  it('are ordered from nothing to everything', () => {
    expect([...rights].reverse().sort(compareRights)).toEqual(rights);
    expect(compareRights('READ', 'READ')).toBe(0);
  });

  it('are named by what is certain of a mask', () => {
    expect(rightOfMask(maskOfAction('push') | maskOfAction('delete'))).toBe('NONE');
    expect(rightOfMask(maskOfAction('pull') | maskOfAction('delete'))).toBe('READ');
  });

  it.each(['PULL', '*', '', 'admin', '__proto__'])('know no action %s', (action) => {
    expect(verbsOfMask(maskOfAction(action))).toEqual([]);
  });
});
