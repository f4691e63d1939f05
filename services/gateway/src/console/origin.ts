/** Who a page must come from to be one of ours. */
export interface OwnOrigin {
  readonly publicUrl: URL | null;
}

/**
 * Whether the `Origin` header names this console: its public address, or the host that the request itself was sent to
 * (a browser sets both, so a page of another site cannot make them agree). Clients that are no browser send none.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, own: OwnOrigin): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (page.origin === own.publicUrl?.origin) return true;
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return false;
  // Where TLS is promised, a page that came without it may be anybody's on the network.
  if (own.publicUrl?.protocol === 'https:' && page.protocol === 'http:' && page.host === own.publicUrl.host)
    return false;
  return page.host === host?.toLowerCase();
}
