import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isRetryable } from './unique-violation.js';

const ATTEMPTS = 5;

/** Runs work in one transaction. Inside, await nothing but the database: on SQLite everybody else waits meanwhile. */
export class TransactionRunner {
  constructor(private readonly dataSource: DataSource) {}

  /** The work may run again when the database asks for it (deadlock), so it must have no other effect. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.dataSource.transaction(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
        await pause(Math.random() * 10 * 2 ** attempt);
      }
    }
  }
}
