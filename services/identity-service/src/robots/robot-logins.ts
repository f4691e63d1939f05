import type { IdentityTransaction } from '../store/identity-store.js';
import { robotLogin } from './robot.js';
import { RobotNameTaken } from './robots.errors.js';

/** The login of a new robot, and what it is made of. */
export interface NewLogin {
  readonly login: string;
  readonly name: string;
  /** Of its namespace; null: it has none. */
  readonly path: string | null;
}

type Rows = Pick<IdentityTransaction, 'reservedNames'>;

const NAME_LENGTH = 64;
const SUGGESTED = 20;

/**
 * Logins are one space for all registries, since a login is all that a machine says who it is, and nobody ever gets one
 * that another had.
 */
export async function takeLogin(rows: Rows, wanted: NewLogin, now: Date): Promise<void> {
  if (await rows.reservedNames.has('robot', wanted.login))
    throw new RobotNameTaken(wanted.login, await freeNameLike(rows, wanted));
  await rows.reservedNames.add('robot', wanted.login, now);
}

/** `ci-2` in the place of `ci`; null where all of those are taken as well. */
async function freeNameLike({ reservedNames }: Rows, { name, path }: NewLogin): Promise<string | null> {
  const stem = name.replace(/-\d+$/, '');
  for (let number = 2; number < 2 + SUGGESTED; number += 1) {
    const suggested = `${stem}-${String(number)}`;
    if (suggested.length > NAME_LENGTH) return null;
    if (!(await reservedNames.has('robot', robotLogin(path, suggested)))) return suggested;
  }
  return null;
}
