import { describe, expect, it } from 'vitest';
import { isNamespacePath, isRepositoryName, namespacePathOf, parentPathOf } from './repository-name.js';
import { isUserName } from './user-name.js';

const longest = `a/${'b'.repeat(253)}`;

describe('isRepositoryName', () => {
  it.each(['app', 'team/app', 'a.b_c__d-e---f/0', '0', 'team/a/b/c', longest])('takes %s', (name) => {
    expect(isRepositoryName(name)).toBe(true);
  });

  it.each([
    ['SEC-B01 a parent segment', 'team/../prod/app'],
    ['SEC-B02 a dot segment', 'team/./app'],
    ['SEC-B02 a double slash', 'team//app'],
    ['SEC-B02 a leading slash', '/team/app'],
    ['SEC-B02 a trailing slash', 'team/app/'],
    ['SEC-B03 upper case', 'Team/app'],
    ['SEC-B04 percent encoding', 'team%2fapp'],
    ['SEC-B04 another slash of Unicode', 'team\u2215app'],
    ['SEC-B04 NUL', 'team/app\0'],
    ['SEC-B04 a line end', 'team/app\r\n'],
    ['SEC-B04 a lone line feed at the end', 'team/app\n'],
    ['SEC-B06 a port', 'evil:5000/team/app'],
    ['SEC-B09 a wildcard', 'team/*'],
    ['nothing', ''],
    ['three underscores', 'a___b'],
    ['two dots', 'a..b'],
    ['a separator at the start', '-a'],
    ['a separator at the end', 'a_'],
    ['mixed separators', 'a.-b'],
    ['a robot login', 'team+ci'],
    ['256 characters', `${longest}b`],
  ])('refuses %s', (_what, name) => {
    expect(isRepositoryName(name)).toBe(false);
  });
});

describe('isNamespacePath', () => {
  it.each(['', 'team', 'team/a', `a${'b'.repeat(252)}`])('takes "%s"', (path) => {
    expect(isNamespacePath(path)).toBe(true);
  });

  it.each(['/', 'team/', 'Team', 'a'.repeat(254)])('refuses "%s"', (path) => {
    expect(isNamespacePath(path)).toBe(false);
  });
});

describe('isUserName', () => {
  it.each(['alice', 'a.b', '0', 'a'.repeat(64)])('takes %s', (name) => {
    expect(isUserName(name)).toBe(true);
  });

  it.each(['', 'Alice', 'a/b', 'a@b', ':sync', 'a'.repeat(65)])('refuses "%s"', (name) => {
    expect(isUserName(name)).toBe(false);
  });
});

describe('paths', () => {
  it.each([
    ['app', '', null],
    ['team/app', 'team', null],
    ['team/a/app', 'team/a', 'team'],
  ])('%s is in "%s", which is below %s', (name, path, parent) => {
    expect(namespacePathOf(name)).toBe(path);
    expect(parentPathOf(path)).toBe(parent);
  });
});
