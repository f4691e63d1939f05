import { ConfigurationError } from '../config/configuration-error.js';
import { publicPortProblem } from '../http/bind-problem.js';
import { redactText } from '../logging/redaction.js';
import type { RunningService } from './service-context.js';

const BAD_CONFIGURATION = 2;

/** The start failed: one line a problem on standard error. Exit code 2 when the configuration is to blame, else 1. */
export function reportStartFailure(error: unknown): number {
  if (error instanceof ConfigurationError) {
    for (const problem of error.problems) {
      process.stderr.write(`spectacles: ${problem.name}: ${redactText(problem.message).replaceAll('\n', ' ')}\n`);
    }
    return BAD_CONFIGURATION;
  }
  const port = publicPortProblem(error);
  if (port !== null) return reportStartFailure(new ConfigurationError([port]));
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`spectacles: the start failed: ${redactText(text)}\n`);
  return 1;
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process as the system does. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

async function closeAtSignal(service: RunningService, signalled: Promise<void>): Promise<number> {
  await signalled;
  try {
    await service.close();
    return 0;
  } catch (error) {
    process.stderr.write(`spectacles: the shutdown failed: ${redactText(String(error))}\n`);
    return 1;
  }
}

/** A defect: what it prints must not hold the parameters of a statement, as the standard report would. */
function endOnDefect(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`spectacles: unexpected failure: ${redactText(text)}\n`);
  process.exit(1);
}

/** The body of every `main.ts`: starts, closes once on SIGTERM or SIGINT, and exits 0. */
export function runMain(start: (env: NodeJS.ProcessEnv) => Promise<RunningService>): void {
  process.on('uncaughtException', endOnDefect);
  // From now on: a signal during the start lets it finish, and then closes in order.
  const signalled = untilSignal();
  start(process.env)
    .then((service) => closeAtSignal(service, signalled), reportStartFailure)
    .then((code) => process.exit(code), endOnDefect);
}
