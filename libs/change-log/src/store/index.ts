export {
  ChangeLog,
  type ChangeLogOptions,
  type LogEntry,
  type LogPosition,
  type LogResult,
  type LogTransaction,
} from './change-log.js';
export { LogCounterEntity } from './log-counter.entity.js';
export { LogRowEntity } from './log-row.entity.js';
export { changeLogMigrations } from './migrations.js';
export { readSnapshot, type SnapshotRequest, type SnapshotSource } from './snapshot.js';
