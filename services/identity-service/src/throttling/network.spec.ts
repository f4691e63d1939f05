import { describe, expect, it } from 'vitest';
import { networkOf, regionOf, siteOf } from './network.js';

describe('networkOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7/32'],
    ['::ffff:192.0.2.7', '192.0.2.7/32'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0000:0001:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:192.0.2.33', '1:2:3:4::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
  ])('takes %j for %j', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('regionOf', () => {
  it.each([
    ['2001:db8:7:1::2', '2001:db8::/32'],
    ['192.0.2.7', '192.0.2.0/24'],
    ['::ffff:192.0.2.7', '192.0.2.0/24'],
    ['not an address', 'unknown'],
  ])('takes %j for %j', (address, region) => {
    expect(regionOf(networkOf(address))).toBe(region);
  });
});

describe('siteOf', () => {
  it.each([
    ['2001:db8:7:1::2', '2001:db8:7::/48'],
    ['192.0.2.7', null],
    ['not an address', null],
  ])('takes %j for %j', (address, site) => {
    expect(siteOf(networkOf(address))).toBe(site);
  });
});
