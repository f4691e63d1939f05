import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInRange, isInRanges, parseAddressRange, type AddressRange } from './address.js';

function rangeIn(text: string): AddressRange {
  const parsed = parseAddressRange(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.range;
}

const anyAddress = fc.oneof(fc.ipV4(), fc.ipV6());

describe('a range of addresses', () => {
  it('holds the addresses of its family that Node says it holds', () => {
    const near = fc.tuple(fc.nat(255), fc.nat(3), fc.nat(255)).map(([a, b, c]) => `10.${a % 2}.${b}.${c}`);
    const places = fc.oneof(
      fc.tuple(near, fc.nat(32), near),
      fc.tuple(fc.ipV4(), fc.nat(32), anyAddress),
      fc.tuple(fc.ipV6(), fc.nat(128), fc.ipV6()),
      fc.tuple(
        near,
        fc.nat(32),
        near.map((text) => `::ffff:${text}`),
      ),
    );
    fc.assert(
      fc.property(places, ([network, length, address]) => {
        const list = new BlockList();
        list.addSubnet(network, length, isIP(network) === 4 ? 'ipv4' : 'ipv6');
        const expected = list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
        expect(isInRange(rangeIn(`${network}/${String(length)}`), address)).toBe(expected);
      }),
    );
  });

  it('is read where Node reads an address, and nowhere else', () => {
    const text = fc.oneof(
      anyAddress,
      fc.string({ unit: fc.constantFrom('1', 'f', '0', ':', '.', '::', '25'), maxLength: 12 }),
    );
    fc.assert(
      fc.property(text, (written) => {
        expect(parseAddressRange(written).ok).toBe(isIP(written) !== 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('of IPv4 addresses within IPv6 holds the same as one of IPv4', () => {
    expect(rangeIn('::ffff:10.0.0.0/104')).toEqual(rangeIn('10.0.0.0/8'));
    expect([isInRange(rangeIn('::ffff:0:0/95'), '10.0.0.1'), isInRange(rangeIn('::/0'), '10.0.0.1')]).toEqual([
      false,
      false,
    ]);
  });

  it('holds nothing that is no address', () => {
    expect(isInRanges([rangeIn('0.0.0.0/0'), rangeIn('::/0')], undefined)).toBe(false);
    expect(isInRanges([rangeIn('0.0.0.0/0'), rangeIn('::/0')], 'localhost')).toBe(false);
  });

  it.each([
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '010.0.0.1',
    'fe80::1%eth0',
    '1::2::3',
    '',
  ])('is not read from %j', (text) => {
    expect(parseAddressRange(text)).toMatchObject({ ok: false, reason: expect.any(String) as string });
  });
});
