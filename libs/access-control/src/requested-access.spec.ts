import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRepositoryName } from './repository-name.js';
import { parseScopes, SCOPES_MAX, type RequestedAccess } from './requested-access.js';
import { ALL_VERBS, DELETE, PULL, PUSH } from './right.js';

const repository = (name: string, verbs: number): RequestedAccess => ({ kind: 'repository', name, verbs });
const requestedOf = (...values: readonly string[]) => parseScopes(values, 'distribution-3').requested;
const reasonsOf = (...values: readonly string[]) =>
  parseScopes(values, 'distribution-3').dropped.map(({ reason }) => reason);

describe('parseScopes', () => {
  it('reads repeated values, each a list joined by spaces, and passes over empty items', () => {
    expect(requestedOf('repository:a/b:pull  repository:c:push', '', ' ', ' repository:d:delete ')).toEqual([
      repository('a/b', PULL),
      repository('c', PUSH),
      repository('d', DELETE),
    ]);
  });

  it('asks for nothing where nothing is asked', () => {
    expect(parseScopes([], 'zot')).toEqual({ requested: [], dropped: [] });
  });

  it('SEC-B07 ignores the class of a type', () => {
    expect(requestedOf('repository(plugin):team/app:push')).toEqual([repository('team/app', PUSH)]);
  });

  it('SEC-B10 takes * on a repository as each verb', () => {
    expect(requestedOf('repository:x:*')).toEqual([repository('x', ALL_VERBS)]);
  });

  it('SEC-B11 keeps known actions, spelt exactly, once', () => {
    expect(requestedOf('repository:x:pull,pull,admin,,PUSH')).toEqual([repository('x', PULL)]);
    expect(reasonsOf('repository:x:PUSH,admin', 'repository:x:')).toEqual(['no-known-action', 'no-known-action']);
  });

  it('SEC-B12 joins several mentions of a repository into one entry', () => {
    expect(requestedOf('repository:x:delete repository:y:pull', 'repository:x:push,pull')).toEqual([
      repository('x', ALL_VERBS),
      repository('y', PULL),
    ]);
  });

  it.each([
    ['SEC-B01', 'repository:team/../prod/app:push', 'illegal-name'],
    ['SEC-B02', 'repository:team//app:push', 'illegal-name'],
    ['SEC-B03', 'repository:Team/app:push', 'illegal-name'],
    ['SEC-B04', 'repository:team%2fapp:push', 'illegal-name'],
    ['SEC-B04', 'repository:team/app\r\nx:push', 'illegal-name'],
    ['SEC-B05', 'repository:team/app:pull:push', 'illegal-name'],
    ['SEC-B05', 'repository:a:b:c:pull', 'illegal-name'],
    ['SEC-B06', 'repository:evil:5000/team/app:pull', 'illegal-name'],
    ['SEC-B08', 'REPOSITORY:team/app:pull', 'malformed-type'],
    ['SEC-B08', 'xrepository:team/app:pull', 'unknown-type'],
    ['SEC-B08', 'registry:team/app:pull', 'illegal-name'],
    ['SEC-B08', 'admin:*:*', 'unknown-type'],
    ['SEC-B09', 'repository:*:pull', 'illegal-name'],
    ['SEC-B09', 'repository:team/*:push', 'illegal-name'],
    ['SEC-B15', 'registry:catalog:pull', 'no-known-action'],
    ['SEC-B15', 'registry:catalog:*,pull', 'no-known-action'],
    ['SEC-B15', 'registry:*:*', 'illegal-name'],
    ['SEC-B16', 'repository::pull', 'illegal-name'],
    ['syntax', 'pull', 'missing-separator'],
  ])('%s drops %s: %s', (_id, text, reason) => {
    expect(parseScopes([text], 'distribution-2')).toEqual({ requested: [], dropped: [{ text, reason }] });
  });

  it('SEC-B14 keeps the exact request for the catalog, once', () => {
    expect(requestedOf('registry:catalog:*', 'registry:catalog:*')).toEqual([{ kind: 'catalog', form: 'registry' }]);
  });

  it('SEC-B16 keeps the catalog request of zot for zot alone, and only as zot spells it', () => {
    expect(parseScopes(['repository::pull registry:catalog:* repository:a:pull'], 'zot').requested).toEqual([
      { kind: 'catalog', form: 'zot' },
      { kind: 'catalog', form: 'registry' },
      repository('a', PULL),
    ]);
    expect(parseScopes(['repository::pull,push'], 'zot').dropped).toHaveLength(1);
  });

  it('SEC-B13 reads a hundred scopes and says that there were more', () => {
    const flood = Array.from({ length: 10_000 }, (_, index) => `repository:r${String(index)}:pull`).join(' ');
    const { requested, dropped } = parseScopes([flood, flood], 'distribution-3');
    expect(requested).toHaveLength(SCOPES_MAX);
    expect(dropped).toEqual([{ text: 'repository:r100:pull', reason: 'too-many' }]);
  });

  it('keeps only the start of a long text that it drops', () => {
    expect(parseScopes(['x'.repeat(5000)], 'zot').dropped[0]?.text).toHaveLength(300);
  });

  it('asks only for legal names, each once, whatever a stranger sends', () => {
    const noise = fc.stringMatching(/^[a-zA-Z0-9:/._*, ()-]*$/);
    const likely = fc.tuple(fc.constantFrom('a', 'a/b', 'A', 'a:1/b'), fc.constantFrom('pull', 'push,pull', '*', 'x'));
    const values = fc.array(
      fc.oneof(
        noise,
        likely.map(([name, actions]) => `repository:${name}:${actions}`),
      ),
    );
    fc.assert(
      fc.property(values, fc.constantFrom('distribution-2', 'zot'), (texts, kind) => {
        const { requested } = parseScopes(texts, kind);
        const names = requested.flatMap((access) => (access.kind === 'repository' ? access.name : []));
        expect(names.every(isRepositoryName)).toBe(true);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
