import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScope, parseResourceScope } from './scope.js';

describe('parseResourceScope', () => {
  it.each([
    ['repository:team/app:pull', 'repository', 'team/app', ['pull']],
    ['repository:host:5000/app:pull,push', 'repository', 'host:5000/app', ['pull', 'push']],
    ['SEC-B05', 'a', 'b:c:d', ['e']],
    ['repository(plugin):team/app:push', 'repository', 'team/app', ['push']],
    ['repository(*):team/app:push', 'repository', 'team/app', ['push']],
    ['repository():team/app:push', 'repository', 'team/app', ['push']],
    ['registry:catalog:*', 'registry', 'catalog', ['*']],
    ['repository::pull', 'repository', '', ['pull']],
    ['repository:app:', 'repository', 'app', []],
    ['repository:app:pull,,pull', 'repository', 'app', ['pull', 'pull']],
  ])('reads %s', (text, type, name, actions) => {
    const read = parseResourceScope(text === 'SEC-B05' ? 'a:b:c:d:e' : text);
    expect(read).toEqual({ ok: true, scope: { type, name, actions } });
  });

  it.each([
    ['', 'missing-separator'],
    ['repository', 'missing-separator'],
    ['repository:app', 'missing-separator'],
    [':app:pull', 'malformed-type'],
    ['REPOSITORY:app:pull', 'malformed-type'],
    ['repository(a:b):app:pull', 'malformed-type'],
    ['repository(a)(b):app:pull', 'malformed-type'],
    ['repository(plugin)x:app:pull', 'malformed-type'],
    ['repo\nsitory:app:pull', 'malformed-type'],
  ])('refuses "%s": %s', (text, reason) => {
    expect(parseResourceScope(text)).toEqual({ ok: false, reason });
  });

  const withoutColon = fc.string().filter((text) => !text.includes(':'));
  const action = fc.stringMatching(/^[a-z*]+$/);

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]+$/), fc.string(), fc.array(action), (type, name, actions) => {
        const scope = { type, name, actions };
        expect(parseResourceScope(formatScope(scope))).toEqual({ ok: true, scope });
      }),
    );
  });

  it('never throws, and needs two separators', () => {
    fc.assert(
      fc.property(fc.string(), withoutColon, (text, plain) => {
        expect(parseResourceScope(text).ok).toBeTypeOf('boolean');
        expect(parseResourceScope(plain)).toEqual({ ok: false, reason: 'missing-separator' });
      }),
    );
  });
});
