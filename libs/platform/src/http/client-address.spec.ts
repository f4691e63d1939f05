import { describe, expect, it } from 'vitest';
import { clientAddress, parseTrustedProxies, type TrustedProxies } from './client-address.js';

function trusted(text: string): TrustedProxies {
  const parsed = parseTrustedProxies(text);
  if (!parsed.ok) throw new Error(`"${parsed.entry}" was refused`);
  return parsed.value;
}

describe('parseTrustedProxies', () => {
  it.each([
    ['', '127.0.0.1', false],
    ['127.0.0.1', '127.0.0.1', true],
    ['10.0.0.0/8, ::1', '10.9.8.7', true],
    ['10.0.0.0/8, ::1', '::1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['fd00::/8', 'fd12::3', true],
    ['0.0.0.0/0', 'not an address', false],
  ])('%j trusts %s: %s', (list, address, expected) => {
    expect(trusted(list).trusts(address)).toBe(expected);
  });

  it.each(['localhost', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', '10.0.0/8', '1.2.3.4/x', '1.2.3.4/'])(
    'refuses %j',
    (entry) => {
      expect(parseTrustedProxies(`127.0.0.1,${entry}`)).toEqual({ ok: false, entry });
    },
  );
});

describe('clientAddress', () => {
  const proxies = trusted('127.0.0.1, 10.0.0.0/8');

  it.each([
    ['SEC-A17 a direct peer is believed about nobody', '192.0.2.1', '127.0.0.1', '192.0.2.1'],
    [
      'SEC-A17 the rightmost hop that is no proxy counts',
      '127.0.0.1',
      '127.0.0.1, 198.51.100.7, 10.1.1.1',
      '198.51.100.7',
    ],
    ['SEC-A17 a list that cannot be read counts for nothing', '127.0.0.1', '198.51.100.7, nonsense', '127.0.0.1'],
    [
      'SEC-A17 nobody passes for the proxy by what they wrote in front of their own address',
      '10.0.0.1',
      'nonsense, 198.51.100.7, 10.1.1.1',
      '198.51.100.7',
    ],
    ['SEC-A17 nor by nonsense alone', '10.0.0.1', ', 198.51.100.7', '198.51.100.7'],
    ['SEC-A17 an empty list counts for nothing', '127.0.0.1', '', '127.0.0.1'],
    ['a chain of proxies alone ends at its first', '127.0.0.1', '10.0.0.2, 10.0.0.3', '10.0.0.2'],
    ['a mapped peer is the plain one', '::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['a zone is nothing to us', '127.0.0.1', `fe80::1%${'z'.repeat(200)}`, 'fe80::1'],
    ['no header', '::ffff:192.0.2.1', undefined, '192.0.2.1'],
    ['no peer', undefined, '198.51.100.7', ''],
  ])('%s', (_title, peer, header, expected) => {
    expect(clientAddress(peer, header, proxies)).toBe(expected);
  });

  it('reads a header that came several times as one list', () => {
    expect(clientAddress('127.0.0.1', ['203.0.113.1', '198.51.100.7'], proxies)).toBe('198.51.100.7');
  });
});
