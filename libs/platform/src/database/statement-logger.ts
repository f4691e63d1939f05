import type { Logger as TypeOrmLogger } from 'typeorm';
import type { Logger } from '../logging/logger.js';

/** Statements for the log: their text, never their parameters (they may be secrets). */
export class StatementLogger implements TypeOrmLogger {
  constructor(private readonly logger: Logger) {}

  logQuery(query: string): void {
    this.logger.trace({ query }, 'statement');
  }

  logQueryError(error: string | Error, query: string): void {
    this.logger.debug({ query, reason: error instanceof Error ? error.message : error }, 'statement failed');
  }

  logQuerySlow(time: number, query: string): void {
    this.logger.warn({ query, milliseconds: time }, 'slow statement');
  }

  logSchemaBuild(message: string): void {
    this.logger.debug(message);
  }

  logMigration(message: string): void {
    this.logger.info(message);
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    this.logger[level === 'warn' ? 'warn' : 'debug'](String(message));
  }
}
