import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { ConfigurationError } from '@spectacles/platform';
import {
  exportPrivateKey,
  generateSigningKey,
  makeAuthorityCertificate,
  type SigningKey,
} from '@spectacles/registry-token';
import { TemporaryDirectory } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readConfiguredKey } from './configured-key.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const years = (count: number) => new Date(now.getTime() + count * 365 * 86_400_000);
const directory = new TemporaryDirectory();
let key: SigningKey;

const file = (name: string, text: string): string => {
  const path = directory.join(name);
  writeFileSync(path, text);
  return path;
};
const certified = (of: SigningKey, at: Date) =>
  makeAuthorityCertificate(of, { commonName: 'own', serialNumber: '1A', now: at });
const problemOf = (privateKeyPath: string, certificatePath: string | null = null): string => {
  try {
    readConfiguredKey({ privateKeyPath, certificatePath }, now);
    return 'none';
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.replaceAll(directory.path, '<dir>');
  }
};

beforeAll(async () => {
  key = await generateSigningKey('RS256');
  file('own.key', exportPrivateKey(key));
  file('own.crt', await certified(key, now));
  file('old.crt', await certified(key, years(-11)));
  file('early.crt', await certified(key, years(1)));
  file('other.crt', await certified(await generateSigningKey('ES256'), now));
});
afterAll(() => {
  directory.remove();
});

describe('readConfiguredKey', () => {
  it('takes a key alone: registries know it by its id', () => {
    const read = readConfiguredKey({ privateKeyPath: directory.join('own.key'), certificatePath: null }, now);
    expect(read).toMatchObject({
      chain: [],
      notAfter: null,
      published: { role: 'leaf', algorithm: 'RS256', certificate: null },
    });
    expect(read.key.libtrustKeyId).toBe(key.libtrustKeyId);
    expect(read.published.publicJwk).not.toHaveProperty('d');
  });

  it('takes a key with its certificate', () => {
    const read = readConfiguredKey(
      { privateKeyPath: directory.join('own.key'), certificatePath: directory.join('own.crt') },
      now,
    );
    expect(read.chain).toHaveLength(1);
    expect(read.notAfter).toEqual(read.chain[0]?.validToDate);
  });

  it.each([
    ['a file that is not there', 'none.key', null, 'SPECTACLES_PRIV_KEY_PATH: cannot read <dir>/none.key (ENOENT)'],
    ['a certificate as key', 'own.crt', null, 'SPECTACLES_PRIV_KEY_PATH: <dir>/own.crt holds no private key'],
    [
      'a certificate that is not there',
      'own.key',
      'none.crt',
      'SPECTACLES_CERT_PATH: cannot read <dir>/none.crt (ENOENT)',
    ],
    ['a key as certificate', 'own.key', 'own.key', 'SPECTACLES_CERT_PATH: <dir>/own.key holds no certificate'],
    [
      'the certificate of another key',
      'own.key',
      'other.crt',
      'SPECTACLES_CERT_PATH: <dir>/other.crt certifies another key',
    ],
    [
      'SEC-D12 a certificate that ended',
      'own.key',
      'old.crt',
      'SPECTACLES_CERT_PATH: the certificate in <dir>/old.crt ended on 20',
    ],
    [
      'SEC-D12 a certificate of the future',
      'own.key',
      'early.crt',
      'SPECTACLES_CERT_PATH: the certificate in <dir>/early.crt begins on 20',
    ],
  ])('refuses %s', (_name, keyFile, certificateFile, expected) => {
    const certificatePath = certificateFile === null ? null : directory.join(certificateFile);
    expect(problemOf(directory.join(keyFile), certificatePath)).toContain(expected);
  });

  it('refuses a key that registries do not verify, and names what they do', () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(problemOf(file('ed.key', pem))).toContain('use P-256 or RSA');
  });
});
