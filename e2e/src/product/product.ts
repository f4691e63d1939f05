import type { ProcessExit, TestProcess } from '@spectacles/testing';

/** A running product, whichever way it runs: what the black-box suites may know of it. */
export interface Product {
  /** Where people and clients reach it; also its PUBLIC_URL. */
  readonly url: string;
  readonly setupCode: string;
  /** One process, or one a service. */
  readonly processes: ReadonlyMap<string, TestProcess>;
  /** Base of the management server of each process. */
  readonly managementUrls: ReadonlyMap<string, string>;
  /** Everything that its processes wrote. */
  log(): string;
  /** kill -9 of the process that keeps what people decided, and a new start on the same data. */
  crash(): Promise<void>;
  /** SIGTERM to each, as an operator would. */
  stop(): Promise<ReadonlyMap<string, ProcessExit>>;
}

export interface ProductOptions {
  readonly env?: NodeJS.ProcessEnv;
}

export const SETUP_CODE = 'end-to-end-setup-code-1';

/** Seconds between sweeps: short, so that a suite waits for real ones. */
export const SWEEP_SECONDS = 1;
