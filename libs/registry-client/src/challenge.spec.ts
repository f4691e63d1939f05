import { describe, expect, it } from 'vitest';
import { parseChallenge } from './challenge.js';

describe('parseChallenge', () => {
  it('reads what Distribution sends', () => {
    const header =
      'Bearer realm="https://example.org/token",service="a registry",scope="repository:a/b:pull",error="invalid_token"';
    expect(parseChallenge(header)).toEqual({
      scheme: 'bearer',
      realm: 'https://example.org/token',
      service: 'a registry',
      scope: 'repository:a/b:pull',
      error: 'invalid_token',
    });
  });

  it.each([
    ['undoes backslash escapes', 'Bearer service="a \\"b\\" \\\\c"', { service: 'a "b" \\c' }],
    ['takes spaces after commas and bare words', 'bearer realm=x, service="y"', { realm: 'x', service: 'y' }],
    ['keeps an empty scope', 'Bearer realm="r",scope=""', { realm: 'r', scope: '' }],
    ['believes the first of two', 'Bearer realm="a",realm="b"', { realm: 'a' }],
    ['reads Basic', 'Basic realm="Registry Realm"', { scheme: 'basic', realm: 'Registry Realm' }],
    ['reads a scheme alone', 'Negotiate', { scheme: 'negotiate', realm: null }],
    ['stops where the grammar does', 'Bearer realm="a" ; evil="x"', { realm: 'a', error: null }],
  ])('%s', (_title, header, expected) => {
    expect(parseChallenge(header)).toMatchObject(expected);
  });

  it.each([[''], ['   '], ['="x"'], [`Bearer realm="${'x'.repeat(9000)}"`]])('refuses %j', (header) => {
    expect(parseChallenge(header)).toBeNull();
  });
});
