import type { RegistryKind } from './policy-state.js';
import { isRepositoryName } from './repository-name.js';
import { ALL_VERBS, maskOfAction, NO_VERBS, type VerbMask } from './right.js';
import { parseResourceScope, type ResourceScope, type ScopeSyntaxError } from './scope.js';

/** Verbs asked for on one repository. */
export interface RequestedRepository {
  readonly kind: 'repository';
  readonly name: string;
  readonly verbs: VerbMask;
}

/** The list of all repositories, as Distribution (`registry:catalog:*`) or zot (`repository::pull`) challenges for it. */
export interface RequestedCatalog {
  readonly kind: 'catalog';
  readonly form: 'registry' | 'zot';
}

/** One thing a token is asked for. */
export type RequestedAccess = RequestedRepository | RequestedCatalog;

/** Why a scope was left out of account. */
export type DroppedScopeReason = ScopeSyntaxError | 'unknown-type' | 'illegal-name' | 'no-known-action' | 'too-many';

/** The same in words, for whoever asked and for the record. */
export const droppedScopeText: Readonly<Record<DroppedScopeReason, string>> = {
  'missing-separator': 'The scope has not the form type:name:actions.',
  'malformed-type': 'The type of the scope cannot be read.',
  'unknown-type': 'Only repositories and the catalog can be asked for.',
  'illegal-name': 'No repository can have this name.',
  'no-known-action': 'None of its actions is known.',
  'too-many': 'The request names more scopes than are read.',
};

/** A scope that asks for nothing we could ever grant, for the record only: its text was written by a stranger. */
export interface DroppedScope {
  readonly text: string;
  readonly reason: DroppedScopeReason;
}

/** What a token request asks for: one entry per repository, in the order of the first mention. */
export interface ParsedScopes {
  readonly requested: readonly RequestedAccess[];
  readonly dropped: readonly DroppedScope[];
}

/** The most scopes that one request may name; what follows is neither read nor kept. */
export const SCOPES_MAX = 100;

/** A legal scope is about 300 characters at most; more of a stranger's text is not kept. */
const DROPPED_TEXT_MAX = 300;

/**
 * Reads the `scope` parameters of a token request: repeated, and each a list joined by spaces (RFC 6749, 3.3). They are
 * taken out one by one, so that a flood of scopes is not even split.
 */
export function parseScopes(values: readonly string[], kind: RegistryKind): ParsedScopes {
  const requested: RequestedAccess[] = [];
  const dropped: DroppedScope[] = [];
  let count = 0;
  for (const value of values) {
    let next = 0;
    while (next <= value.length) {
      const start = next;
      const space = value.indexOf(' ', start);
      const end = space === -1 ? value.length : space;
      next = end + 1;
      if (end === start) continue;
      count += 1;
      const text = value.slice(start, end);
      const access = count > SCOPES_MAX ? 'too-many' : readScope(text, kind);
      if (typeof access === 'string') dropped.push({ text: text.slice(0, DROPPED_TEXT_MAX), reason: access });
      else addRequested(requested, access);
      if (access === 'too-many') return { requested, dropped };
    }
  }
  return { requested, dropped };
}

function readScope(text: string, kind: RegistryKind): RequestedAccess | DroppedScopeReason {
  const parsed = parseResourceScope(text);
  if (!parsed.ok) return parsed.reason;
  switch (parsed.scope.type) {
    case 'repository':
      return readRepositoryScope(parsed.scope, kind);
    case 'registry':
      return readRegistryScope(parsed.scope);
    default:
      return 'unknown-type';
  }
}

function readRepositoryScope(scope: ResourceScope, kind: RegistryKind): RequestedAccess | DroppedScopeReason {
  if (scope.name === '' && kind === 'zot' && isOnly(scope.actions, 'pull')) return { kind: 'catalog', form: 'zot' };
  if (!isRepositoryName(scope.name)) return 'illegal-name';
  const verbs = scope.actions.reduce((mask, action) => mask | maskOfRequestedAction(action), NO_VERBS);
  return verbs === NO_VERBS ? 'no-known-action' : { kind: 'repository', name: scope.name, verbs };
}

/** `*` is a wildcard in Distribution and a plain string in zot, so it asks for each verb and is never signed itself. */
function maskOfRequestedAction(action: string): VerbMask {
  return action === '*' ? ALL_VERBS : maskOfAction(action);
}

/** Distribution asks for the catalog with a literal `*` and takes nothing else. */
function readRegistryScope(scope: ResourceScope): RequestedAccess | DroppedScopeReason {
  if (scope.name !== 'catalog') return 'illegal-name';
  return isOnly(scope.actions, '*') ? { kind: 'catalog', form: 'registry' } : 'no-known-action';
}

function isOnly(actions: readonly string[], action: string): boolean {
  return actions.length === 1 && actions[0] === action;
}

/** Clients name a repository more than once, with different actions: a token has one entry per repository. */
function addRequested(requested: RequestedAccess[], access: RequestedAccess): void {
  const index = requested.findIndex((other) => isSameResource(other, access));
  const known = requested[index];
  if (known === undefined) requested.push(access);
  else if (known.kind === 'repository' && access.kind === 'repository')
    requested[index] = { ...known, verbs: known.verbs | access.verbs };
}

function isSameResource(first: RequestedAccess, second: RequestedAccess): boolean {
  if (first.kind === 'repository') return second.kind === 'repository' && first.name === second.name;
  return second.kind === 'catalog' && first.form === second.form;
}
