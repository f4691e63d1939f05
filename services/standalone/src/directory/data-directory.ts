import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigurationError } from '@spectacles/platform';

const fail = (message: string): never => {
  throw new ConfigurationError([{ name: 'DATA_DIR', message }]);
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unusable';

function lookAt(path: string): 'directory' | 'other' | 'missing' {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'other';
  } catch {
    // Also where a part of the path is a file: the next turn finds it.
    return 'missing';
  }
}

/** Whether the directory is there or can be made; touches nothing. */
export function checkDirectory(path: string): void {
  let existing = path;
  for (;;) {
    const found = lookAt(existing);
    if (found === 'directory') break;
    if (found === 'other') fail(`${existing} is not a directory`);
    existing = dirname(existing);
  }
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    fail(`${existing} cannot be written to (${codeOf(error)})`);
  }
}

/** Makes the directory where it is missing, for this user alone. */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    fail(`${path} cannot be made (${codeOf(error)})`);
  }
}
