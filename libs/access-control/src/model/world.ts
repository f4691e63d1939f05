import fc from 'fast-check';
import type { PolicyRow, PolicyState } from '../policy-state.js';

/** An id as the program makes them; others are kept in another way. */
export function uuidOf(kind: number, number: number): string {
  return `0199a70${String(kind)}-7a70-7a70-8a70-${number.toString(16).padStart(12, '0')}`;
}

/** Small worlds on purpose: with few names, people and levels most entries meet. */
export const userIds = ['ada', 'bea', uuidOf(1, 1)] as const;
export const groupIds = ['red', uuidOf(2, 1)] as const;
export const registryIds = ['north', 'south'] as const;

/** Paths beside, above and below one another, with the characters before and after the slash in ASCII. */
const paths = ['', 'a', 'a/b', 'a/b/c', 'a-b', 'a.b', 'a0', 'a/b0', 'b', 'b/a'] as const;

/** Names in, beside, above and below those paths. */
export const repositoryNames = [
  ...['a', 'b', 'a0', 'a/a', 'a/b', 'a/c', 'a/b/c', 'a/b/d', 'a/b/c/d', 'a/b/c/d/e', 'a/b0', 'a/b0/c'],
  ...['a-b', 'a-b/c', 'a.b/c', 'a0/c', 'b/a', 'b/a/c', 'b/c', 'c/a/b', '0/a', 'z/z', 'ada/x'],
] as const;

export const patternText = fc.constantFrom(
  ...[
    '**',
    '*',
    'a/*',
    'a/**',
    'a/b/*',
    'a/b/**',
    '*/a',
    '**/c',
    'a/*/c',
    'a/b',
    'a/b/c',
    'b',
    'b*/**',
    'a/b*',
    '**/b/**',
  ],
);

export const namespacePlace = fc.record({
  registryId: fc.constantFrom('north', 'north', 'north', 'south'),
  path: fc.constantFrom(...paths, '', 'a', 'a/b', 'a', 'a/b'),
});

export function namespaceIdOf({ registryId, path }: { registryId: string; path: string }): string {
  return registryId === 'north'
    ? uuidOf(
        3,
        paths.findIndex((one) => one === path),
      )
    : `${registryId}:${path}`;
}

export function isRarely(): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 15 }).map((one) => one === 0);
}

/** The row that puts a state, or takes it away. */
export function tombstoned(state: PolicyState, isGone: boolean): PolicyRow {
  return { kind: state.kind, key: state.id, state: isGone ? null : state } as PolicyRow;
}

/** A value, or null in three of four. */
export function isSeldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof(fc.constant(null), fc.constant(null), fc.constant(null), arbitrary);
}
