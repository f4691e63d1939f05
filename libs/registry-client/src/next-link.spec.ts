import { describe, expect, it } from 'vitest';
import { nextLink } from './next-link.js';

const page = new URL('https://registry.example/v2/_catalog?n=2');

describe('nextLink', () => {
  it.each([
    ['a relative target', '</v2/_catalog?last=a%2Fb&n=2>; rel="next"', '/v2/_catalog?last=a%2Fb&n=2'],
    ['an absolute one', '<https://registry.example/v2/_catalog?last=b>; rel=next', '/v2/_catalog?last=b'],
    [
      'the next one of several',
      '</v2/_catalog>; rel="first", </v2/_catalog?last=c>; rel="next"',
      '/v2/_catalog?last=c',
    ],
  ])('follows %s', (_title, header, path) => {
    expect(nextLink(header, page)).toEqual({ kind: 'next', path });
  });

  it.each([
    ['no header', null],
    ['another relation', '</v2/_catalog?last=c>; rel="prev"'],
    ['no target', 'rel="next"'],
  ])('ends at %s', (_title, header) => {
    expect(nextLink(header, page)).toEqual({ kind: 'none' });
  });

  it.each([
    ['other-origin', '<https://evil.example/v2/_catalog?last=a>; rel="next"'],
    ['other-origin', '<//evil.example/v2/_catalog>; rel="next"'],
    ['other-origin', '<http://registry.example/v2/_catalog>; rel="next"'],
    ['other-path', '</v2/secret/tags/list>; rel="next"'],
    ['not-a-url', '<http://[>; rel="next"'],
  ])('refuses: %s', (reason, header) => {
    expect(nextLink(header, page)).toEqual({ kind: 'refused', reason });
  });
});
