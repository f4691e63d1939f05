import type { z } from 'zod';

/** A question to one service: subject and schemas, imported by both ends (`<service>.v<major>.<noun>.<verb>`). */
export interface RequestContract<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly subject: string;
  readonly request: Request;
  readonly reply: Reply;
  /** Milliseconds until the asker gives up; work that takes longer is a job with progress. */
  readonly timeoutMs: number;
  /** One sentence for the generated reference. */
  readonly summary: string;
}

/** A fact that is told to whoever listens. Delivery is lossy: readers poll as well. */
export interface EventContract<Payload extends z.ZodType = z.ZodType> {
  readonly subject: string;
  readonly payload: Payload;
  readonly summary: string;
}

const DEFAULT_TIMEOUT_MS = 2000;

/** Declares a request; the time-out is 2 s unless the contract says more. */
export function defineRequest<Request extends z.ZodType, Reply extends z.ZodType>(contract: {
  readonly subject: string;
  readonly summary: string;
  readonly request: Request;
  readonly reply: Reply;
  readonly timeoutMs?: number;
}): RequestContract<Request, Reply> {
  return { ...contract, timeoutMs: contract.timeoutMs ?? DEFAULT_TIMEOUT_MS };
}

/** Declares an event. */
export function defineEvent<Payload extends z.ZodType>(contract: EventContract<Payload>): EventContract<Payload> {
  return contract;
}
