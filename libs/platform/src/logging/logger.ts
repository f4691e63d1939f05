import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { redactionPaths, redactText } from './redaction.js';
import { currentRequestId } from './request-context.js';

/** The structured logger: one JSON line an event, secrets censored. */
export type Logger = PinoLogger;

/** Injection token of the logger (an interface has no value of its own). */
export const LOGGER = Symbol('Logger');

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** Makes the logger of a process; every line carries the request id it was written under. */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: [...redactionPaths], censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, url: (url: unknown) => (typeof url === 'string' ? redactText(url) : url) },
      mixin: () => {
        const requestId = currentRequestId();
        return requestId === undefined ? {} : { requestId };
      },
      hooks: {
        logMethod(args, method) {
          const censored = args.map((value: unknown) => (typeof value === 'string' ? redactText(value) : value));
          method.apply(this, censored as Parameters<typeof method>);
        },
      },
    },
    options.destination ?? pino.destination({ fd: 1, sync: true }),
  );
}
