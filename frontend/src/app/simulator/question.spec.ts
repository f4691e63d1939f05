import { bodyOf, principalOf, principalText, scopeOf, scopeText } from './question';

const ID = '01890000-0000-7000-8000-000000000001';

describe('the question in the address', () => {
  it.each([`user:${ID}`, `group:${ID}`, `robot:${ID}`, `token:${ID}`, 'anonymous', undefined])(
    'keeps the principal %j',
    (text) => {
      expect(principalText(principalOf(text))).toBe(text);
    },
  );

  it.each(['nonsense', 'user:', 'user', ''])('takes %j for oneself', (text) => {
    expect(principalOf(text)).toEqual({ kind: 'myself', id: null });
  });

  it.each(['repository:team/app:pull,push', 'registry:catalog:*', 'repository:host:5000/app:pull'])(
    'keeps the scope %s',
    (text) => {
      const scope = scopeOf(text);
      expect(scope === null ? null : scopeText(scope)).toBe(text);
    },
  );

  it.each([undefined, '', 'team/app', 'repository:team/app'])('sees no scope in %j', (text) => {
    expect(scopeOf(text)).toBeNull();
  });

  it('asks once everything is there', () => {
    const asked = { principal: principalOf(`robot:${ID}`), service: 'reg-a', scope: 'repository:a:pull', address: '' };
    expect(bodyOf(asked)).toEqual({
      principal: { kind: 'robot', id: ID },
      service: 'reg-a',
      scopes: ['repository:a:pull'],
    });
    expect(bodyOf({ ...asked, service: undefined })).toBeNull();
    expect(bodyOf({ ...asked, scope: undefined })).toBeNull();
    expect(bodyOf({ ...asked, principal: principalOf(undefined), address: '10.0.0.1' })).toMatchObject({
      principal: { kind: 'user' },
      address: '10.0.0.1',
    });
  });
});
