const PROBE = 'https://console.invalid';

/** A backslash or a control character: browsers read them as slashes, or not at all. */
function hasTrap(path: string): boolean {
  return path.includes('\\') || Array.from(path).some((character) => character < ' ');
}

/**
 * Where to go after signing in: a path of this console, or its start page. Everything that a browser could
 * read as another host ("//host", "/\host", a scheme, control characters) is the start page.
 */
export function nextPage(next: string | undefined): string {
  if (next === undefined || !/^\/[^/\\]/.test(next) || hasTrap(next)) return '/';
  const address = URL.parse(next, PROBE);
  if (address?.origin !== PROBE) return '/';
  return address.pathname.startsWith('/sign-in') ? '/' : next;
}
