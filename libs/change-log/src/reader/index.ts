export { LogReader, type LogReaderOptions, type Refusal } from './log-reader.js';
export type { LogCommit, LogSource, LogState, LogTarget, SnapshotTarget } from './log-target.js';
