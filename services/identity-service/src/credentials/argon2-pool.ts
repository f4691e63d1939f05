import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { PasswordChecksBusy, PasswordHasher } from './password-hasher.js';
import type { PasswordCost, PasswordJob, PasswordJobResult } from './password-worker.js';

/** 19 MiB, two passes, one lane: what OWASP's password storage guide names for argon2id. */
const STANDARD_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What a thread does in about two seconds; whoever comes later is told to come again. */
const WAITING_PER_THREAD = 64;

/** With the comparison itself, and a refusal that is kept back, still sooner than whoever asks gives up: he is told why. */
const PATIENCE_MS = 2500;

/** How long a wrong password takes at least: about as long as one that is compared with bcrypt of the usual cost. */
const WRONG_AFTER_MS = 150;
/** However slow the hashes of an import are. */
const WRONG_AFTER_AT_MOST_MS = 1500;

/** A hash that an import brought. */
const isImported = (hash: string): boolean => hash.startsWith('$2');

type JobInput = PasswordJob extends infer Job ? (Job extends PasswordJob ? Omit<Job, 'id'> : never) : never;

interface Waiting {
  readonly job: PasswordJob;
  readonly since: number;
  startedAt: number;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: Error) => void;
}

interface Done {
  readonly value: string | boolean;
  /** How long a thread worked on it. */
  readonly tookMs: number;
}

export interface Argon2PoolOptions {
  readonly threads?: number;
  readonly waitingPerThread?: number;
  readonly cost?: PasswordCost;
  readonly wrongAfterMs?: number;
}

/** argon2id in threads of low priority: a flood of passwords delays those who sign in, and nobody else. */
export class Argon2Pool extends PasswordHasher {
  readonly #threads: number;
  readonly #capacity: number;
  readonly #cost: PasswordCost;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  readonly #queue: Waiting[] = [];
  #wrongAfterMs: number;
  #jobs = 0;
  #closed = false;

  constructor(options: Argon2PoolOptions = {}) {
    super();
    this.#threads = options.threads ?? Math.max(1, availableParallelism() - 1);
    this.#capacity = this.#threads * (options.waitingPerThread ?? WAITING_PER_THREAD);
    this.#cost = options.cost ?? STANDARD_COST;
    this.#wrongAfterMs = options.wrongAfterMs ?? WRONG_AFTER_MS;
  }

  override async hash(password: string): Promise<string> {
    return String((await this.#run({ kind: 'hash', password, cost: this.#cost })).value);
  }

  override async verify(hash: string, password: string): Promise<boolean> {
    const { value, tookMs } = await this.#run({ kind: 'verify', password, hash });
    if (isImported(hash)) this.#wrongAfterMs = Math.min(WRONG_AFTER_AT_MOST_MS, Math.max(this.#wrongAfterMs, tookMs));
    if (value === true) return true;
    // Imported hashes take longer than ours: by the time of a refusal nobody is to learn whose name is in use.
    if (tookMs < this.#wrongAfterMs) await pause(this.#wrongAfterMs - tookMs);
    return false;
  }

  override async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of [...this.#queue.splice(0), ...this.#busy.values()]) waiting.reject(new PasswordChecksBusy());
    await Promise.all([...this.#idle.splice(0), ...this.#busy.keys()].map((worker) => worker.terminate()));
    this.#busy.clear();
  }

  #run(input: JobInput): Promise<Done> {
    if (this.#closed || this.#queue.length >= this.#capacity) return Promise.reject(new PasswordChecksBusy());
    this.#jobs += 1;
    const job = { ...input, id: this.#jobs };
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, since: performance.now(), startedAt: 0, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#idle.length === 0 && this.#busy.size >= this.#threads) return;
    const waiting = this.#takeFresh();
    if (waiting === undefined) return;
    const worker = this.#idle.pop() ?? this.#start();
    this.#busy.set(worker, waiting);
    worker.ref();
    waiting.startedAt = performance.now();
    worker.postMessage(waiting.job);
  }

  #takeFresh(): Waiting | undefined {
    for (;;) {
      const waiting = this.#queue.shift();
      if (waiting === undefined || performance.now() - waiting.since < PATIENCE_MS) return waiting;
      waiting.reject(new PasswordChecksBusy());
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL(`./password-worker${extname(import.meta.url)}`, import.meta.url));
    worker.on('message', (result: PasswordJobResult) => {
      this.#finish(worker, result);
    });
    worker.on('error', (error) => {
      this.#lose(worker, error instanceof Error ? error : new Error('A password thread failed.'));
    });
    worker.on('exit', () => {
      this.#lose(worker, new Error('A password thread ended.'));
    });
    return worker;
  }

  #finish(worker: Worker, result: PasswordJobResult): void {
    const waiting = this.#busy.get(worker);
    if (waiting === undefined) return;
    this.#busy.delete(worker);
    this.#idle.push(worker);
    worker.unref();
    if (result.ok) waiting.resolve({ value: result.value, tookMs: performance.now() - waiting.startedAt });
    else waiting.reject(new Error(`A password could not be worked on: ${result.reason}`));
    this.#next();
  }

  /** The job of a thread that ended is lost; the next one starts a new thread. */
  #lose(worker: Worker, error: Error): void {
    const index = this.#idle.indexOf(worker);
    if (index !== -1) this.#idle.splice(index, 1);
    const waiting = this.#busy.get(worker);
    this.#busy.delete(worker);
    waiting?.reject(error);
    if (!this.#closed) this.#next();
  }
}
