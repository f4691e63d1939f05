import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';
import { compareSync } from 'bcryptjs';

// This file runs as it is, from source as well as compiled: only erasable syntax, no relative import.

/** A job for a worker: to hash a password, or to compare one with a hash. */
export type PasswordJob =
  | { readonly id: number; readonly kind: 'hash'; readonly password: string; readonly cost: PasswordCost }
  | { readonly id: number; readonly kind: 'verify'; readonly password: string; readonly hash: string };

/** The cost of argon2id (RFC 9106): kibibytes, passes, lanes. */
export interface PasswordCost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** What came of a job; a failure is one of the machine, never a wrong password. */
export type PasswordJobResult =
  | { readonly id: number; readonly ok: true; readonly value: string | boolean }
  | { readonly id: number; readonly ok: false; readonly reason: string };

/** On Linux this is the priority of the calling thread alone: people who hold tokens go first. */
const LOW_PRIORITY = 15;

/** bcrypt looks at no more than these: two longer passwords would be the same to it. */
const BCRYPT_BYTES = 72;

/** A hash that came from elsewhere is bcrypt's until the first sign-in. */
function matches(hash: string, password: string): boolean {
  if (!hash.startsWith('$2')) return verifySync(hash, password);
  const isSame = compareSync(password, hash);
  // Bytes count: bcrypt would also stop at a NUL.
  return isSame && Buffer.byteLength(password) <= BCRYPT_BYTES && !password.includes('\0');
}

function work(job: PasswordJob): PasswordJobResult {
  try {
    const value = job.kind === 'hash' ? hashSync(job.password, job.cost) : matches(job.hash, job.password);
    return { id: job.id, ok: true, value };
  } catch (error) {
    return { id: job.id, ok: false, reason: error instanceof Error ? error.message : 'unknown' };
  }
}

setPriority(0, LOW_PRIORITY);
parentPort?.on('message', (job: PasswordJob) => {
  parentPort?.postMessage(work(job));
});
