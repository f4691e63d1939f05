import { Writable } from 'node:stream';
import { pino } from 'pino';

/** What one call of the logger wrote. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A logger that prints nothing and keeps its lines, so that a test can read what would have been said. */
export interface TestLogger {
  readonly logger: pino.Logger;
  readonly lines: readonly LogLine[];
}

export function testLogger(options: pino.LoggerOptions = {}): TestLogger {
  const lines: LogLine[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString('utf8')) as LogLine);
      done();
    },
  });
  return { logger: pino({ level: 'trace', ...options }, sink), lines };
}
