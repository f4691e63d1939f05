import type { ConfigurationProblem, HealthReport } from '@spectacles/platform';

/** What the background thread is started with. */
export interface ThreadData {
  readonly env: NodeJS.ProcessEnv;
  readonly secretKey: string;
}

/** What the main thread tells it, beside the bus. */
export type ToThread = { readonly type: 'close' } | { readonly type: 'metrics'; readonly id: number };

/** What it tells the main thread, beside the bus. */
export type FromThread =
  | { readonly type: 'started' }
  | { readonly type: 'failed'; readonly problems: readonly ConfigurationProblem[]; readonly message: string }
  | { readonly type: 'health'; readonly report: HealthReport }
  | { readonly type: 'metrics'; readonly id: number; readonly text: string };
