import { readFileSync } from 'node:fs';

import { ConfigurationError } from '@spectacles/platform';
import {
  importSigningKey,
  type KeyRefusal,
  type PublishedKey,
  readCertificateChain,
  type SigningKey,
  validityAt,
} from '@spectacles/registry-token';

import { earliestEnd, type OpenedKey } from './opened-key.js';

/** The files that hold a signing key of the operator's own. */
export interface KeyFiles {
  readonly privateKeyPath: string;
  /** Without it the key is found by its key id alone. */
  readonly certificatePath: string | null;
}

/** The operator's own key, opened, and as it is published. */
export interface ConfiguredKey extends OpenedKey {
  readonly published: PublishedKey;
}

const KEY_NAME = 'SPECTACLES_PRIV_KEY_PATH';
const CERTIFICATE_NAME = 'SPECTACLES_CERT_PATH';

const keyProblems: Readonly<Record<KeyRefusal, string>> = {
  'not-a-private-key': 'holds no private key in PEM (PKCS #8, PKCS #1 or SEC 1)',
  encrypted: 'holds an encrypted private key; store it without a passphrase, readable by this user alone',
  'unsupported-key': 'holds a key that registries do not verify; use P-256 or RSA',
  'rsa-too-short': 'holds an RSA key of less than 2048 bits',
};

const fail = (name: string, message: string): never => {
  throw new ConfigurationError([{ name, message }]);
};

function readText(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return fail(name, `cannot read ${path} (${reason})`);
  }
}

function readCertificates(path: string, key: SigningKey, now: Date) {
  const pem = readText(CERTIFICATE_NAME, path);
  const read = readCertificateChain(pem, key);
  if (!read.ok) {
    const problem = read.reason === 'other-key' ? 'certifies another key than' : 'holds no certificate in PEM for';
    return fail(CERTIFICATE_NAME, `${path} ${problem} the one in ${KEY_NAME}`);
  }
  for (const certificate of read.chain) {
    const validity = validityAt(certificate, now);
    if (validity === 'valid') continue;
    const verb = validity === 'expired' ? 'ended' : 'begins';
    const date = validity === 'expired' ? certificate.validToDate : certificate.validFromDate;
    return fail(CERTIFICATE_NAME, `the certificate in ${path} ${verb} on ${date.toISOString()}; registries refuse it`);
  }
  return { pem, chain: read.chain };
}

/** Reads the operator's own key and certificate; throws a `ConfigurationError` that says what is wrong with which. */
export function readConfiguredKey(files: KeyFiles, now: Date): ConfiguredKey {
  const imported = importSigningKey(readText(KEY_NAME, files.privateKeyPath));
  if (!imported.ok) return fail(KEY_NAME, `${files.privateKeyPath} ${keyProblems[imported.reason]}`);
  const { key } = imported;
  const certified = files.certificatePath === null ? null : readCertificates(files.certificatePath, key, now);
  const chain = certified?.chain ?? [];
  return {
    key,
    chain,
    notAfter: earliestEnd(chain),
    published: {
      role: 'leaf',
      algorithm: key.algorithm,
      certificate: certified?.pem ?? null,
      publicJwk: { ...key.publicJwk },
    },
  };
}
