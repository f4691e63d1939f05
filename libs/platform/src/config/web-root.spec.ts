import { describe, expect, it } from 'vitest';
import { publicAddress, webRootVariable } from './web-root.js';

describe('WEB_ROOT', () => {
  it.each([
    [undefined, ''],
    ['/', ''],
    ['/spectacles', '/spectacles'],
    ['/a/b/', '/a/b'],
  ])('%j is %j', (text, expected) => {
    expect(webRootVariable.parse(text)).toBe(expected);
  });

  it.each(['spectacles', 'a/b', '//', '/a b', '/a//b', '/a?b', 'https://a.example/'])('%j is refused', (text) => {
    const parsed = webRootVariable.safeParse(text);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual(['must be a path such as /spectacles']);
  });
});

it.each([
  ['https://a.example', '', 'https://a.example'],
  ['https://a.example', '/spec', 'https://a.example/spec'],
  ['https://a.example/spec', '/spec', 'https://a.example/spec'],
  ['https://spec', '/spec', 'https://spec/spec'],
  ['https://a.example/other', '/spec', 'https://a.example/other/spec'],
])('the public address %j with %j is %j', (publicUrl, webRoot, expected) => {
  expect(publicAddress(publicUrl, webRoot)).toBe(expected);
});
