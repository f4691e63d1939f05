import { X509Certificate } from 'node:crypto';

import { beforeAll, describe, expect, it } from 'vitest';

import type { SigningAlgorithm } from './algorithm.js';
import {
  makeAuthorityCertificate,
  makeLeafCertificate,
  needsRenewal,
  notAfterOf,
  readCertificateChain,
  validityAt,
} from './certificate.js';
import { generateSigningKey, type SigningKey } from './signing-key.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const serialNumber = '01aa00bb11cc22dd33ee44ff55667788';

describe.each([
  ['ES256', 'ES256'],
  ['RS256', 'ES256'],
  ['ES256', 'RS256'],
] as const)('certificates: authority %s, leaf %s', (authorityAlgorithm: SigningAlgorithm, leafAlgorithm) => {
  let authorityKey: SigningKey;
  let leafKey: SigningKey;
  let authority: X509Certificate;
  let leaf: X509Certificate;
  let pem: string;

  beforeAll(async () => {
    authorityKey = await generateSigningKey(authorityAlgorithm);
    leafKey = await generateSigningKey(leafAlgorithm);
    const certificate = await makeAuthorityCertificate(authorityKey, { commonName: 'CA, "1"', serialNumber, now });
    authority = new X509Certificate(certificate);
    pem = await makeLeafCertificate(
      leafKey,
      { key: authorityKey, certificate },
      { commonName: 'signer', serialNumber, now },
    );
    leaf = new X509Certificate(pem);
  });

  it('the authority certifies itself for ten years from a day back', () => {
    expect(authority.ca).toBe(true);
    expect(authority.verify(authorityKey.publicKey)).toBe(true);
    expect(authority.checkIssued(authority)).toBe(true);
    expect([authority.validFromDate, authority.validToDate]).toEqual([days(-1), days(3650)]);
    expect(authority.serialNumber).toBe(serialNumber.toUpperCase());
  });

  it('the leaf is issued by the authority for a year from a day back', () => {
    expect(leaf.ca).toBe(false);
    expect(leaf.verify(authorityKey.publicKey)).toBe(true);
    expect(leaf.checkIssued(authority)).toBe(true);
    expect(leaf.issuer).toBe(authority.subject);
    expect([leaf.validFromDate, leaf.validToDate]).toEqual([days(-1), days(365)]);
    expect(notAfterOf(leaf)).toBe(days(365).toISOString());
  });

  it('the leaf certifies its own key and no other', () => {
    const read = readCertificateChain(`${pem}${authority.toString()}`, leafKey);
    expect(read.ok && read.chain.map((certificate) => certificate.raw)).toEqual([leaf.raw, authority.raw]);
    expect(readCertificateChain(pem, authorityKey)).toEqual({ ok: false, reason: 'other-key' });
  });

  it('SEC-D12 knows a certificate outside its dates', () => {
    expect(validityAt(leaf, days(-2))).toBe('not-yet-valid');
    expect(validityAt(leaf, days(-1))).toBe('valid');
    expect(validityAt(leaf, days(364))).toBe('valid');
    expect(validityAt(leaf, days(365))).toBe('expired');
  });
});

describe('readCertificateChain', () => {
  it.each([
    ['nothing', ''],
    ['a damaged block', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('refuses %s', async (_name, text) => {
    const key = await generateSigningKey('ES256');
    expect(readCertificateChain(text, key)).toEqual({ ok: false, reason: 'not-a-certificate' });
  });
});

describe('needsRenewal', () => {
  it.each([
    ['a year left', days(365), false],
    ['60 days left', days(60), false],
    ['a moment less', new Date(days(60).getTime() - 1).toISOString(), true],
    ['over', days(-1), true],
  ])('%s', (_name, notAfter, expected) => {
    expect(needsRenewal(notAfter, now)).toBe(expected);
  });
});
