import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { ConfigurationError, type ConfigurationProblem } from '@spectacles/platform';
import type { DatabaseFile } from '../standalone.config.js';
import { HEADER_BYTES, sqliteHeaderProblem } from './sqlite-header.js';

function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function problemOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile()) return 'is not a file';
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return sqliteHeaderProblem(readHeader(path), found.size, sizeOf(`${path}-wal`) > 0);
  } catch (error) {
    return `cannot be read and written (${error instanceof Error && 'code' in error ? String(error.code) : 'unusable'})`;
  }
}

/** Throws with one line for each file that cannot be a database; writes nothing. */
export function checkDatabaseFiles(files: readonly DatabaseFile[]): void {
  const problems = files.flatMap(({ variable, path }): ConfigurationProblem[] => {
    const problem = problemOf(path);
    return problem === null ? [] : [{ name: variable, message: `${path} ${problem}` }];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
}
