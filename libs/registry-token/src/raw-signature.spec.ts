import { generateKeyPairSync, sign, verify } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rawSignature } from './raw-signature.js';

/** An ASN.1 INTEGER: shortest form, with a zero byte in front where the first bit would make it negative. */
function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const signed = bytes.readUInt8(0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, signed.length), signed]);
}
function der(r: bigint, s: bigint): Buffer {
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}
const field = (value: bigint) => value.toString(16).padStart(64, '0');
const scalar = fc.oneof(
  fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }),
  fc.bigInt({ min: 1n, max: 2n ** 16n }),
  fc.bigInt({ min: 2n ** 247n, max: 2n ** 249n }),
);

describe('rawSignature', () => {
  it('gives r and s in 32 bytes each, whatever their length in DER', () => {
    fc.assert(
      fc.property(scalar, scalar, (r, s) => {
        expect(rawSignature(der(r, s)).toString('hex')).toBe(field(r) + field(s));
      }),
    );
  });

  it('gives what node:crypto verifies as the JOSE encoding', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (let round = 0; round < 300; round += 1) {
      const data = Buffer.from(`message ${String(round)}`);
      const raw = rawSignature(sign('sha256', data, privateKey));
      expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
    }
  });
});
