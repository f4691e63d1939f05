import { DomainError } from '@spectacles/platform';
import { describeFailure, RegistryError, type RegistryFailure } from '@spectacles/registry-client';
import type { SweepError } from './sweep.js';

/** A failure as it is shown beside a sweep; null: one that only the log may tell. */
export function sweepErrorOf(error: unknown): SweepError | null {
  if (error instanceof RegistryError) {
    const code = `REGISTRY_${error.failure.kind.toUpperCase().replaceAll('-', '_')}`;
    return { code, message: messageOf(error.failure) };
  }
  if (error instanceof DomainError) return { code: error.code, message: error.message };
  return null;
}

function messageOf(failure: RegistryFailure): string {
  const text = describeFailure(failure);
  if (failure.kind !== 'unauthorized') return text;
  return `${text} Test the connection: it tells which setting of the registry differs.`;
}

/** When the registry asked to be left alone until. */
export function pauseAskedFor(error: unknown): number {
  if (!(error instanceof RegistryError) || error.failure.kind !== 'too-many-requests') return 0;
  return (error.failure.retryAfterSeconds ?? 0) * 1000;
}
