import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string>();

/** Runs work under a request id; everything it logs and asks for carries the id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return storage.run(requestId, work);
}

/** The id of the request that is being worked on, if any. */
export function currentRequestId(): string | undefined {
  return storage.getStore();
}
