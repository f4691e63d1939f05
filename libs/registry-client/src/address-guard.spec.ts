import { describe, expect, it } from 'vitest';
import { guardedLookup, isRefusedAddress, refuseAddressOf } from './address-guard.js';

describe('isRefusedAddress', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    'fe80::1',
    'fd00:ec2::254',
  ])('refuses %s', (address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  it.each(['127.0.0.1', '10.0.0.1', '192.168.1.1', '::1', 'fd00::1', '203.0.113.9', 'registry.example'])(
    'lets %s pass',
    (address) => {
      expect(isRefusedAddress(address)).toBe(false);
    },
  );
});

describe('refuseAddressOf', () => {
  it.each([
    'http://169.254.169.254/',
    'http://2852039166/',
    'http://0xa9.0xfe.0xa9.0xfe/',
    'http://[fe80::1]:5000/',
    'http://[::ffff:169.254.169.254]/',
  ])('sees through the spelling of %s', (url) => {
    expect(() => {
      refuseAddressOf(new URL(url));
    }).toThrow(/never read/);
  });
});

describe('guardedLookup', () => {
  it.each([true, false])('checks what a name resolves to (all: %s)', async (all) => {
    const resolve = (name: string) =>
      new Promise((done) => {
        guardedLookup(name, { all }, (error) => {
          done(error);
        });
      });
    expect(await resolve('127.0.0.1')).toBeNull();
    expect(await resolve('169.254.169.254')).toMatchObject({ failure: { kind: 'address-refused' } });
  });
});
