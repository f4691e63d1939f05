import type { RecheckPlace, Sweep, SweepError, SweepProgress, SweepTrigger } from './sweep.js';

/** How a registry is reached, as a hash: a change makes a sweep due. */
export interface NoticedRegistry {
  readonly id: string;
  readonly settings: string;
}

/** A sweep that is to begin. */
export interface SweepRequest {
  readonly registryId: string;
  readonly settings: string;
  /** A scheduled sweep begins only when one is due. */
  readonly trigger: SweepTrigger;
}

/** What came of it: it began here, one is running already, or it is not due. */
export type SweepBeginning =
  | { readonly outcome: 'begun'; readonly sweep: Sweep; readonly recheckFrom: RecheckPlace | null }
  | { readonly outcome: 'running'; readonly sweep: Sweep }
  | { readonly outcome: 'not-due' };

/** How a sweep ended. */
export interface SweepEnd {
  readonly state: 'succeeded' | 'failed';
  readonly progress: SweepProgress;
  readonly error: SweepError | null;
  readonly dueAt: Date;
  /** Where re-checking goes on; null: at the beginning, undefined: where it stood. */
  readonly recheckFrom: RecheckPlace | null | undefined;
}

/** Sweeps, and whose turn it is: a registry is read by one sweep at a time, whichever replica runs it. */
export abstract class SweepRepository {
  abstract notice(registries: readonly NoticedRegistry[]): Promise<void>;
  /** Forgets registries that are no longer connected, with their sweeps. */
  abstract forgetDisconnected(isConnected: (registryId: string) => boolean): Promise<void>;
  /** Registries that wait for a sweep and are held by nobody. */
  abstract due(): Promise<readonly string[]>;
  abstract begin(request: SweepRequest): Promise<SweepBeginning>;
  /** Records progress and keeps the registry; false: another sweep has taken it. */
  abstract renew(sweep: Sweep, progress: SweepProgress): Promise<boolean>;
  abstract finish(sweep: Sweep, end: SweepEnd): Promise<void>;
  /** Newest first, older than an id. */
  abstract list(registryId: string, before: string | null, limit: number): Promise<readonly Sweep[]>;
}
