import type { LogCursor, LogPage, SnapshotPage } from '@spectacles/contracts';

/** A state as its owner wrote it; null when it is gone. */
export interface LogState {
  readonly kind: string;
  readonly key: string;
  readonly state: unknown;
}

/** Everything that one transaction of the owner changed. */
export interface LogCommit {
  readonly cursor: LogCursor;
  readonly rows: readonly LogState[];
}

/** A state being built beside the one in force. */
export interface SnapshotTarget {
  /** States of the snapshot; a later one of the same key takes the place of the earlier. */
  load(rows: readonly LogState[]): void | Promise<void>;
  /** A commit that happened while the snapshot was read. */
  apply(commit: LogCommit): void | Promise<void>;
  /** Puts it in force: it is what the log says at the cursor. */
  activate(cursor: LogCursor): void | Promise<void>;
}

/** Who follows a log. Each method throws when it meets a kind or field that it does not know: nothing is ever skipped. */
export interface LogTarget {
  /** Applies a whole commit in one step. */
  apply(commit: LogCommit): void | Promise<void>;
  beginSnapshot(): SnapshotTarget;
}

/** The owner's end, over the bus or directly. */
export interface LogSource {
  read(position: { readonly after: LogCursor | null; readonly skip: number; readonly limit: number }): Promise<LogPage>;
  snapshot(request: {
    readonly from: { readonly kind: string; readonly after: string } | null;
    readonly limit: number;
  }): Promise<SnapshotPage>;
}
