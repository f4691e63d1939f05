import { nextPage } from './next-page';

describe('the page after signing in', () => {
  it.each(['/', '/repositories?q=app&cursor=x', '/namespaces/1/access', '/users#top'])(
    'keeps our own path %s',
    (path) => {
      expect(nextPage(path)).toBe(path);
    },
  );

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/a\\..\\evil',
    'repositories',
    '',
    undefined,
  ])('SEC-E11: goes to the start page instead of %j', (path) => {
    expect(nextPage(path)).toBe('/');
  });

  it('does not lead back to the sign-in page', () => {
    expect(nextPage('/sign-in?next=/users')).toBe('/');
  });
});
