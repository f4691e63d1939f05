import type { SweepView } from '@spectacles/contracts';

export type SweepTrigger = SweepView['trigger'];

/** What a sweep has done so far. */
export interface SweepProgress {
  repositoriesDone: number;
  /** Null until the registry has listed them all. */
  repositoriesTotal: number | null;
  repositoriesFailed: number;
  tagsSeen: number;
  manifestsRead: number;
  tagsRemoved: number;
}

/** A failure, to be shown. */
export interface SweepError {
  readonly code: string;
  readonly message: string;
}

/** A reading of a whole registry. */
export interface Sweep {
  readonly id: string;
  readonly registryId: string;
  readonly trigger: SweepTrigger;
  readonly state: SweepView['state'];
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly progress: Readonly<SweepProgress>;
  readonly error: SweepError | null;
}

/** A place in the order of repositories and their tags. */
export interface RecheckPlace {
  readonly repository: string;
  readonly tag: string;
}

/** Nothing done yet. */
export function noProgress(): SweepProgress {
  return {
    repositoriesDone: 0,
    repositoriesTotal: null,
    repositoriesFailed: 0,
    tagsSeen: 0,
    manifestsRead: 0,
    tagsRemoved: 0,
  };
}

/** A sweep as the console API shows it. */
export function viewOf(sweep: Sweep): SweepView {
  return {
    id: sweep.id,
    registryId: sweep.registryId,
    trigger: sweep.trigger,
    state: sweep.state,
    startedAt: sweep.startedAt.toISOString(),
    finishedAt: sweep.finishedAt?.toISOString() ?? null,
    ...sweep.progress,
    error: sweep.error,
  };
}
