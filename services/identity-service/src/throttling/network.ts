import { isIP } from 'node:net';

/** The network that an address stands for: itself, and for IPv6 the /64 that one customer is given. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  if (version === 4) return `${plain}/32`;
  if (version === 6) return `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
  return 'unknown';
}

/** The /48 that a site is given at most, whose /64s are too many to count one by one; null for IPv4, and for no address. */
export function siteOf(network: string): string | null {
  const groups = /^([0-9a-f]+:[0-9a-f]+:[0-9a-f]+):[0-9a-f]+::\/64$/.exec(network)?.[1];
  return groups === undefined ? null : `${groups}::/48`;
}

/** The part of the internet that a network is in: what one provider is given of IPv6 (a /32), and a /24 of IPv4. */
export function regionOf(network: string): string {
  const groups = /^([0-9a-f]+:[0-9a-f]+):[0-9a-f]+:[0-9a-f]+::\/64$/.exec(network)?.[1];
  if (groups !== undefined) return `${groups}::/32`;
  const bytes = /^(\d+\.\d+\.\d+)\.\d+\/32$/.exec(network)?.[1];
  return bytes === undefined ? network : `${bytes}.0/24`;
}

/** All eight groups of an address (RFC 4291, 2.2), without leading zeros; a dotted tail stands for the last two. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const split = (part: string): string[] =>
    part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
  const [front, back] = [head === '' ? [] : split(head), tail === undefined || tail === '' ? [] : split(tail)];
  const gap = tail === undefined ? [] : Array<string>(8 - front.length - back.length).fill('0');
  return [...front, ...gap, ...back].map((group) => group.replace(/^0+(?=.)/, ''));
}
