import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { RegistryError } from './registry-error.js';

/**
 * Addresses where clouds hand out credentials to whoever asks, and the link-local ranges they live in. Private and
 * loopback addresses are where registries usually are, and only administrators enter addresses.
 */
const refused = new BlockList();
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addAddress('100.100.100.200', 'ipv4');
refused.addAddress('168.63.129.16', 'ipv4');
refused.addAddress('192.0.0.192', 'ipv4');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addSubnet('fd00:ec2::', 64, 'ipv6');
refused.addAddress('fd20:ce::254', 'ipv6');

/** Whether an address is link-local or a metadata service; a text that is no address is not. */
export function isRefusedAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  return refused.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** Throws for a URL whose host is written as a refused address; names are looked at when they are resolved. */
export function refuseAddressOf(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isRefusedAddress(host)) throw new RegistryError({ kind: 'address-refused', address: host });
}

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** A resolver for `net.connect`: what is checked is what is connected to, so a name cannot change its mind in between. */
export function guardedLookup(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  lookup(hostname, options, (error, address, family) => {
    if (error !== null) {
      callback(error, address, family);
      return;
    }
    const found = typeof address === 'string' ? [address] : address.map((entry) => entry.address);
    const bad = found.find(isRefusedAddress);
    callback(bad === undefined ? null : new RegistryError({ kind: 'address-refused', address: bad }), address, family);
  });
}
