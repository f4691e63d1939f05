import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

const contextOf = (parameters: readonly unknown[]): Record<string, unknown> => {
  const last = parameters.at(-1);
  return typeof last === 'string' ? { context: last } : {};
};

/** What Nest itself has to say, through our logger; its start-up chatter is debug output. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...parameters: unknown[]): void {
    this.logger.debug(contextOf(parameters), String(message));
  }

  error(message: unknown, ...parameters: unknown[]): void {
    if (message instanceof Error) this.logger.error({ ...contextOf(parameters), err: message }, message.message);
    else this.logger.error(contextOf(parameters), String(message));
  }

  warn(message: unknown, ...parameters: unknown[]): void {
    this.logger.warn(contextOf(parameters), String(message));
  }

  debug(message: unknown, ...parameters: unknown[]): void {
    this.logger.debug(contextOf(parameters), String(message));
  }

  verbose(message: unknown, ...parameters: unknown[]): void {
    this.logger.trace(contextOf(parameters), String(message));
  }
}
