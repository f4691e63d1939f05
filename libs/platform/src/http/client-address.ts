import { BlockList, isIP } from 'node:net';

/** Peers whose word about the client is believed. */
export interface TrustedProxies {
  trusts(address: string): boolean;
}

/** A list that was read, or the entry that could not be. */
export type TrustedProxiesResult =
  { readonly ok: true; readonly value: TrustedProxies } | { readonly ok: false; readonly entry: string };

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/**
 * A dual-stack socket shows IPv4 peers as mapped addresses (RFC 4291, 2.5.5.2). A zone (RFC 4007, 11) is a name of the
 * sender's own, of any length, and means nothing here.
 */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

function addEntry(list: BlockList, entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) {
    list.addAddress(address, familyOf(address));
    return true;
  }
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(bits <= (version === 4 ? 32 : 128))) return false;
  list.addSubnet(address, bits, familyOf(address));
  return true;
}

/** Reads a comma-separated list of addresses and networks (CIDR). */
export function parseTrustedProxies(text: string): TrustedProxiesResult {
  const list = new BlockList();
  const entries = text.split(',').map((entry) => entry.trim());
  for (const entry of entries.filter((each) => each !== '')) {
    if (!addEntry(list, entry)) return { ok: false, entry };
  }
  return { ok: true, value: { trusts: (address) => isIP(address) !== 0 && list.check(address, familyOf(address)) } };
}

/**
 * The client's address: the rightmost hop that is not a trusted proxy. Everything to the left of it is the client's own
 * claim, which is not even read: nonsense there must not make the client pass for the proxy. A hop that must be read and
 * cannot be counts for nothing.
 */
export function clientAddress(
  peerAddress: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  proxies: TrustedProxies,
): string {
  const peer = plain(peerAddress ?? '');
  if (forwardedFor === undefined || !proxies.trusts(peer)) return peer;
  const hops = [forwardedFor]
    .flat()
    .join(',')
    .split(',')
    .map((hop) => plain(hop.trim()));
  const client = hops.findLast((hop) => !proxies.trusts(hop)) ?? hops[0] ?? peer;
  return isIP(client) === 0 ? peer : client;
}
