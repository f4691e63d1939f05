import { execFileSync } from 'node:child_process';
import { dockerdObstacle, noteNotRun, startDockerd } from '@spectacles/testing';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The value of `DOCKER_HOST` for the suite, empty for the client's own choice; null where there is no daemon. */
    dockerHost: string | null;
  }
}

interface Daemon {
  readonly host: string;
  readonly stop?: () => Promise<void>;
}

/** Whether the client reaches a daemon where nobody tells it one. */
function hasStandardDaemon(): boolean {
  try {
    execFileSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** The daemon that is named, one of our own, or the one that runs here anyway; otherwise in words why there is none. */
async function chooseDaemon(): Promise<Daemon | string> {
  const named = process.env['DOCKER_HOST'];
  if (named !== undefined && named !== '') return { host: named };
  const obstacle = dockerdObstacle();
  if (obstacle !== null) return hasStandardDaemon() ? { host: '' } : obstacle;
  try {
    return await startDockerd();
  } catch (error) {
    return `dockerd did not start: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** One daemon for the whole run; where there can be none, the suite says why and is skipped. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const daemon = await chooseDaemon();
  if (typeof daemon === 'string') {
    console.log(`The docker suite is not run: ${daemon}.`);
    noteNotRun(`no Docker daemon: ${daemon}`);
    project.provide('dockerHost', null);
    return undefined;
  }
  project.provide('dockerHost', daemon.host);
  return daemon.stop;
}
