import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { type Clock, ConfigurationError, type Logger, type MessageClient, type Metrics } from '@spectacles/platform';

import { DecisionRecorder } from './decision-recorder.js';
import { DecisionSpool } from './decision-spool.js';
import { MachineDisk, type SpoolDisk } from './spool-disk.js';
import { SpoolFiles } from './spool-files.js';
import { SpoolHandOver } from './spool-hand-over.js';

/** How long the last records may take to be handed over when the process ends; they stay on disk otherwise. */
const GOODBYE_MS = 3000;

export interface DecisionRecordsOptions {
  readonly directory: string;
  readonly maximumBytes: number;
  readonly disk?: SpoolDisk;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The record of decisions of this server: written here, then handed over to the catalog. */
export class DecisionRecords {
  readonly recorder: DecisionRecorder;
  private readonly spool: DecisionSpool;
  private readonly handOver: SpoolHandOver;

  constructor(private readonly options: DecisionRecordsOptions) {
    const { directory, maximumBytes, disk = new MachineDisk(), clock, logger, messages, metrics } = options;
    this.spool = new DecisionSpool({ root: directory, maximumBytes, disk, clock, logger });
    this.recorder = new DecisionRecorder(this.spool, clock);
    const files = new SpoolFiles(directory);
    this.handOver = new SpoolHandOver({ spool: this.spool, files, messages, clock, logger, maximumBytes });
    this.measure(metrics);
  }

  /** Throws a `ConfigurationError` where nothing can ever be written. */
  start(): void {
    requireDirectory(this.options.directory);
    this.recorder.start();
    this.handOver.start();
  }

  /** Hands over what is written; by itself that happens twice a second. */
  async handOverNow(): Promise<void> {
    await this.handOver.runOnce();
    // Another run may have been under way, which began before the last record was written.
    await this.handOver.runOnce();
  }

  /** Ends: writes what was counted, and hands over what it can. */
  async stop(): Promise<void> {
    this.recorder.stop();
    await this.spool.close();
    const over = new AbortController();
    const late = pause(GOODBYE_MS, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.handOver.stop(), late]);
    over.abort();
  }

  private measure(metrics: Metrics): void {
    const { spool, handOver } = this;
    metrics.gauge({
      name: 'decision_spool_bytes',
      help: 'Bytes that recorded decisions take of the disk of the token server.',
      read: () => spool.bytes,
    });
    metrics.gauge({
      name: 'decision_spool_pending_records',
      help: 'Recorded decisions that the catalog does not have yet.',
      read: () => handOver.pending,
    });
    metrics.gauge({
      name: 'decision_spool_missed_records',
      help: 'Decisions since the start that could not be written down; each gap is a row of the token log.',
      read: () => spool.missed,
    });
  }
}

/** A full disk is no reason not to start; a directory that nobody may write to is. */
function requireDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOSPC' || code === 'EDQUOT') return;
    throw new ConfigurationError([{ name: 'DATA_DIR', message: `${directory} cannot be made (${code})` }]);
  }
}
