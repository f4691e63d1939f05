import { accessSync, appendFileSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where server programs are that a plain user's PATH does not name. */
const SYSTEM_DIRECTORIES = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** Full path of a program of this machine, or null. */
export function findProgram(name: string): string | null {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_DIRECTORIES];
  for (const directory of directories) {
    const candidate = join(directory, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here; the next directory may have it.
    }
  }
  return null;
}

/** Full path of a program that must be there by now. */
export function programPath(name: string): string {
  const path = findProgram(name);
  if (path === null) throw new Error(`The program ${name} is not installed.`);
  return path;
}

/**
 * Whether a suite that needs a program of this machine can run: `describe.skipIf(!requireProgram('nats-server'))(…)`.
 * Where it cannot, the reason goes to the summary of `npm test`; with CI=true a missing program fails the suite.
 */
export function requireProgram(...names: readonly string[]): boolean {
  const missing = names.filter((name) => findProgram(name) === null);
  if (missing.length === 0) return true;
  const reason = `${missing.join(', ')} not installed`;
  if (process.env['CI'] === 'true') throw new Error(`Suite cannot run: ${reason}.`);
  noteNotRun(reason);
  return false;
}

/** Brings the reason why a suite is not run to the summary of `npm test`. */
export function noteNotRun(reason: string): void {
  const list = process.env['SPECTACLES_NOT_RUN_FILE'];
  if (list !== undefined) appendFileSync(list, `${reason}\n`);
}
