import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';

import type { SigningAlgorithm } from './algorithm.js';
import type { SigningKey } from './signing-key.js';

const DAY_MS = 86_400_000;
const CA_DAYS = 3650;
const LEAF_DAYS = 365;
const RENEWAL_DAYS = 60;

/** What a certificate is made of; time and the serial number (hexadecimal, at least 64 random bits) come in as values. */
export interface CertificateRequest {
  readonly commonName: string;
  readonly serialNumber: string;
  readonly now: Date;
}

/** A certificate authority: its key and its certificate (PEM). */
export interface CertificateAuthority {
  readonly key: SigningKey;
  readonly certificate: string;
}

const webCryptoAlgorithm = (algorithm: SigningAlgorithm) =>
  algorithm === 'ES256'
    ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

const privateCryptoKey = (key: SigningKey) =>
  key.privateKey.toCryptoKey(webCryptoAlgorithm(key.algorithm), false, ['sign']);
const publicCryptoKey = (key: SigningKey) =>
  key.publicKey.toCryptoKey(webCryptoAlgorithm(key.algorithm), true, ['verify']);

/** Dated a day back, so that a registry whose clock is behind trusts the certificate at once. */
const validity = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - DAY_MS),
  notAfter: new Date(now.getTime() + days * DAY_MS),
});

/** Loaded when a certificate is made, which is once a year: a normal start does not pay for the library. */
const loadX509 = () => import('@peculiar/x509');

/** Makes the self-signed certificate of an authority: ten years, may sign leaves and nothing below them. */
export async function makeAuthorityCertificate(key: SigningKey, request: CertificateRequest): Promise<string> {
  const x509 = await loadX509();
  const publicKey = publicCryptoKey(key);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: request.serialNumber,
    name: [{ CN: [request.commonName] }],
    ...validity(request.now, CA_DAYS),
    signingAlgorithm: webCryptoAlgorithm(key.algorithm),
    keys: { privateKey: privateCryptoKey(key), publicKey },
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** Makes the certificate of a signing key, issued by an authority: one year, for signatures only. */
export async function makeLeafCertificate(
  key: SigningKey,
  authority: CertificateAuthority,
  request: CertificateRequest,
): Promise<string> {
  const x509 = await loadX509();
  const publicKey = publicCryptoKey(key);
  const issuer = new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: request.serialNumber,
    subject: [{ CN: [request.commonName] }],
    issuer: issuer.subjectName.toJSON(),
    ...validity(request.now, LEAF_DAYS),
    signingAlgorithm: webCryptoAlgorithm(authority.key.algorithm),
    signingKey: privateCryptoKey(authority.key),
    publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(publicCryptoKey(authority.key)),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** The outcome of reading a file of certificates. */
export type CertificateChainResult =
  | { readonly ok: true; readonly chain: readonly X509Certificate[] }
  | { readonly ok: false; readonly reason: 'not-a-certificate' | 'other-key' };

const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gsu;

/** Reads one or more certificates from PEM; the first one must certify the given key. */
export function readCertificateChain(pem: string, key: SigningKey): CertificateChainResult {
  const chain: X509Certificate[] = [];
  for (const [block] of pem.matchAll(CERTIFICATE_BLOCK)) {
    try {
      chain.push(new X509Certificate(block));
    } catch {
      return { ok: false, reason: 'not-a-certificate' };
    }
  }
  const [leaf] = chain;
  if (leaf === undefined) return { ok: false, reason: 'not-a-certificate' };
  if (!leaf.checkPrivateKey(key.privateKey)) return { ok: false, reason: 'other-key' };
  return { ok: true, chain };
}

/** The end of a certificate's validity, RFC 3339. */
export const notAfterOf = (certificate: X509Certificate): string => certificate.validToDate.toISOString();

/** Where a moment lies relative to the dates of a certificate. Registries enforce them on the `x5c` path. */
export function validityAt(certificate: X509Certificate, now: Date): 'not-yet-valid' | 'valid' | 'expired' {
  if (now < certificate.validFromDate) return 'not-yet-valid';
  return now < certificate.validToDate ? 'valid' : 'expired';
}

/** Whether a signing certificate that ends at this moment has less than 60 days left and is to be replaced. */
export function needsRenewal(notAfter: string | Date, now: Date): boolean {
  return new Date(notAfter).getTime() - now.getTime() < RENEWAL_DAYS * DAY_MS;
}
