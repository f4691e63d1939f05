import { describe, expect, it } from 'vitest';
import { subjectMatches } from './subject-hub.js';

describe('subjects', () => {
  it.each([
    ['identity.v1.user.read', 'identity.v1.user.read', true],
    ['identity.v1.user.read', 'identity.v1.user', false],
    ['identity.v1.user', 'identity.v1.user.read', false],
    ['identity.*.user.read', 'identity.v1.user.read', true],
    ['identity.*', 'identity.v1.user', false],
    ['*.v1.console.>', 'catalog.v1.console.listTags', true],
    ['identity.>', 'identity.v1.user.read', true],
    ['identity.>', 'identity', false],
    ['>', 'identity', true],
    ['identity.v1.*', 'identity.v1', false],
  ])('%s takes %s: %s', (pattern, subject, expected) => {
    expect(subjectMatches(pattern, subject)).toBe(expected);
  });
});
