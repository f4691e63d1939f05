import { MessageChannel, Worker } from 'node:worker_threads';
import { ConfigurationError, type HealthReport, type InProcessBus, type Logger } from '@spectacles/platform';
import type { FromThread, ThreadData, ToThread } from './thread-messages.js';

export interface BackgroundThreadOptions {
  /** The program of the thread. */
  readonly script: URL;
  readonly data: ThreadData;
  readonly bus: InProcessBus;
  readonly logger: Logger;
  /** The first pause before a restart; doubled each time up to the longest. */
  readonly firstPauseMs?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A thread that lived this long begins anew with the first pause. */
const STABLE_MS = 60_000;
/** The standard young generation would keep some 30 MB for a thread that mostly waits. */
const MEMORY = { maxYoungGenerationSizeMb: 12 };
const CLOSE_MS = 9000;
/** A scrape does not wait longer for a busy thread. */
const METRICS_MS = 1000;

/** The thread of catalog- and sync-service. It may die alone: it is started again, and tokens go on meanwhile. */
export class BackgroundThread {
  private worker: Worker | null = null;
  private running = false;
  private closing = false;
  private everStarted = false;
  private startedAt = 0;
  private pauseMs: number;
  private timer: NodeJS.Timeout | null = null;
  private report: HealthReport | null = null;
  private questions = 0;
  private readonly answers = new Map<number, (text: string) => void>();
  private first: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null;

  constructor(private readonly options: BackgroundThreadOptions) {
    this.pauseMs = options.firstPauseMs ?? FIRST_PAUSE_MS;
  }

  /** Resolves once its services answer; rejects when the very first start fails. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.first = { resolve, reject };
      this.spawn();
    });
  }

  /** What is missing there, in words; null when all is well. */
  problem(): string | null {
    if (!this.running) return this.everStarted ? 'the background thread ended and is being restarted' : 'starting';
    const checks = Object.entries(this.report?.checks ?? {});
    const missing = checks.filter(([, result]) => result !== 'ok').map(([name, result]) => `${name}: ${result}`);
    return missing.length === 0 ? null : missing.join('; ');
  }

  /** Its measurements; empty while it does not run. */
  metrics(): Promise<string> {
    const { worker } = this;
    if (worker === null || !this.running) return Promise.resolve('');
    return new Promise((resolve) => {
      const id = ++this.questions;
      const limit = setTimeout(resolve, METRICS_MS, '');
      this.answers.set(id, (text) => {
        clearTimeout(limit);
        resolve(text);
      });
      this.tell(worker, { type: 'metrics', id });
    });
  }

  /** Lets it finish what it does; resolves when it is gone. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.timer !== null) clearTimeout(this.timer);
    const { worker } = this;
    if (worker === null) return;
    const gone = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        resolve();
      });
    });
    const limit = setTimeout(() => void worker.terminate(), CLOSE_MS);
    this.tell(worker, { type: 'close' });
    await gone;
    clearTimeout(limit);
  }

  private spawn(): void {
    const { port1, port2 } = new MessageChannel();
    const workerData = { ...this.options.data, port: port2 };
    const worker = new Worker(this.options.script, { workerData, transferList: [port2], resourceLimits: MEMORY });
    this.worker = worker;
    this.options.bus.attach(port1);
    worker.on('message', (message: FromThread) => {
      this.receive(message);
    });
    worker.on('error', (error: unknown) => {
      this.options.logger.error({ err: error }, 'the background thread failed');
    });
    worker.once('exit', () => {
      this.ended();
    });
  }

  private receive(message: FromThread): void {
    switch (message.type) {
      case 'started':
        this.running = true;
        this.everStarted = true;
        this.startedAt = performance.now();
        this.first?.resolve();
        this.first = null;
        break;
      case 'failed':
        this.failed(message);
        break;
      case 'health':
        this.report = message.report;
        break;
      case 'metrics':
        this.answers.get(message.id)?.(message.text);
        this.answers.delete(message.id);
    }
  }

  private failed({ problems, message }: Extract<FromThread, { type: 'failed' }>): void {
    const error = problems.length > 0 ? new ConfigurationError(problems) : new Error(message);
    if (this.first === null) this.options.logger.error({ err: error }, 'the background thread cannot start');
    this.first?.reject(error);
    this.first = null;
  }

  private ended(): void {
    const started = this.running;
    this.worker = null;
    this.running = false;
    this.report = null;
    for (const answer of this.answers.values()) answer('');
    this.answers.clear();
    this.first?.reject(new Error('The background thread ended before it had started.'));
    this.first = null;
    if (this.closing || !this.everStarted) return;
    if (started && performance.now() - this.startedAt > STABLE_MS) {
      this.pauseMs = this.options.firstPauseMs ?? FIRST_PAUSE_MS;
    }
    this.options.logger.error({ pauseMs: this.pauseMs }, 'the background thread ended; it is started again');
    this.timer = setTimeout(() => {
      this.spawn();
    }, this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private tell(worker: Worker, message: ToThread): void {
    worker.postMessage(message);
  }
}
