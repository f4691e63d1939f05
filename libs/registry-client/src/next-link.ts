/** Where the next page is, or why the header cannot be followed. */
export type NextLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'next'; readonly path: string }
  | { readonly kind: 'refused'; readonly reason: 'other-origin' | 'other-path' | 'not-a-url' };

const linkPattern = /<([^<>]*)>([^<]*)/g;

/**
 * The `rel="next"` target of a Link header (RFC 8288), resolved against the page it came with. It must stay on the
 * same origin and path: our token goes with the request, and a registry has no reason to send us elsewhere.
 */
export function nextLink(header: string | null, current: URL): NextLink {
  if (header === null) return { kind: 'none' };
  for (const match of header.matchAll(linkPattern)) {
    if (!/;\s*rel\s*=\s*"?next"?\s*(?:;|,|$)/i.test(match[2] ?? '')) continue;
    return resolveTarget(match[1] ?? '', current);
  }
  return { kind: 'none' };
}

function resolveTarget(target: string, current: URL): NextLink {
  if (!URL.canParse(target, current.href)) return { kind: 'refused', reason: 'not-a-url' };
  const url = new URL(target, current);
  if (url.origin !== current.origin) return { kind: 'refused', reason: 'other-origin' };
  if (url.pathname !== current.pathname) return { kind: 'refused', reason: 'other-path' };
  return { kind: 'next', path: url.pathname + url.search };
}
