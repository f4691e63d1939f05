import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LogReader, type LogCommit, type LogSource, type SnapshotTarget } from '@spectacles/change-log/reader';
import { ActivityEntry, ReadActivityLog, type LogCursor } from '@spectacles/contracts';
import { newId, type Clock, type Logger, type MessageClient } from '@spectacles/platform';
import type { ActivityRepository } from './activity.repository.js';

const POLL_MS = 2000;
/** The log from its first row. */
const BEGINNING: LogCursor = { n: 0, id: '' };

/** What a follower needs. */
export interface ActivityFollowerOptions {
  readonly activity: ActivityRepository;
  readonly messages: MessageClient;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Follows identity-service's log of activity: rows and the place behind them are kept in one transaction. */
@Injectable()
export class ActivityFollower implements OnModuleInit, OnApplicationShutdown {
  private reader: LogReader | null = null;

  constructor(private readonly options: ActivityFollowerOptions) {}

  async onModuleInit(): Promise<void> {
    const { activity, messages, clock, logger } = this.options;
    this.reader = new LogReader({
      source: logOverBus(messages),
      pollMs: POLL_MS,
      clock,
      logger,
      cursor: (await activity.cursor()) ?? BEGINNING,
      apply: (commit) => this.take(commit),
      beginSnapshot: () => this.beginAnew(),
    });
    await this.reader.start();
  }

  /** The doorbell: the log is at `n`. */
  ring(n: number): void {
    this.reader?.ring(n);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader?.stop();
  }

  private take({ rows, cursor }: LogCommit): Promise<void> {
    return this.options.activity.take(
      rows.map(({ state }) => ActivityEntry.parse(state)),
      cursor,
    );
  }

  /**
   * The owner was restored, or trimmed its log further than it was read: what it has forgotten stays here, what it still
   * has is added, and a row says so. That row comes first: whatever ends this before its end, it is there.
   */
  private beginAnew(): SnapshotTarget {
    return {
      load: () => this.options.activity.add([this.gap()]),
      apply: (commit) => this.take(commit),
      activate: (cursor) => this.options.activity.take([], cursor),
    };
  }

  private gap(): ActivityEntry {
    return {
      kind: 'activity',
      id: newId(this.options.clock),
      at: this.options.clock.now().toISOString(),
      actor: { kind: 'system', id: null, name: 'Spectacles' },
      credential: null,
      action: 'activity.gap',
      object: {
        kind: 'activity',
        id: 'activity',
        name: 'Changes before this row may be missing: the log they were in was restored or trimmed.',
      },
      registryId: null,
      namespaceId: null,
      changes: [],
      address: '',
      userAgent: '',
      requestId: '',
      policyVersion: null,
    };
  }
}

/** A log of events has no states to begin with: whoever is lost goes on with what is still there. */
function logOverBus(messages: MessageClient): LogSource {
  return {
    read: (position) => messages.request(ReadActivityLog, position),
    snapshot: () => Promise.resolve({ rows: [], next: null }),
  };
}
