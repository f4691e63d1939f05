import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, parseSecretKeys } from '@spectacles/platform';

/** The key that seals secrets at rest, where none is given from outside. Backups leave it out. */
const SECRET_KEY_FILE = 'secret.key';

const KEY_BYTES = 32;

const fail = (message: string): never => {
  throw new ConfigurationError([{ name: 'SECRET_KEY', message }]);
};

function readKey(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : fail(`${path} cannot be read (${code})`);
  }
}

/** The stored key, checked; null on a first start. A database without its key is refused: it could never be read. */
export function readSecretKeyFile(directory: string, databasePath: string): string | null {
  const path = join(directory, SECRET_KEY_FILE);
  const text = readKey(path);
  if (text === null) {
    const size = statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0) fail(`${path} is missing, and ${databasePath} holds secrets that it sealed; restore it`);
    return null;
  }
  try {
    parseSecretKeys(text);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    fail(`${path} does not hold a key of 32 bytes or more`);
  }
  return text;
}

/** Makes the key, readable by this user alone, and on the disk before anything is sealed with it. */
export function makeSecretKeyFile(directory: string): string {
  const text = randomBytes(KEY_BYTES).toString('base64url');
  const file = openSync(join(directory, SECRET_KEY_FILE), 'wx', 0o600);
  try {
    writeSync(file, `${text}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return text;
}
