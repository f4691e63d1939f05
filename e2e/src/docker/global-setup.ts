import { dockerdObstacle, noteNotRun, startDockerd } from '@spectacles/testing';
import type { TestProject } from 'vitest/node';
import { reachesThisMachine } from './daemon-reach.js';

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

/** The daemon that is named, one of our own, or the one that runs here anyway; otherwise in words why there is none. */
async function chooseDaemon(): Promise<Daemon | string> {
  const named = process.env['DOCKER_HOST'] ?? '';
  if (named !== '') {
    return (await reachesThisMachine(named)) ? { host: named } : `the one at ${named} does not reach this machine`;
  }
  const obstacle = dockerdObstacle();
  if (obstacle !== null) return (await reachesThisMachine('')) ? { host: '' } : obstacle;
  try {
    return await startDockerd();
  } catch (error) {
    // The end of its log, and there the last line is the reason.
    const message = error instanceof Error ? error.message : String(error);
    return `dockerd did not start: ${message.trimEnd().split('\n').at(-1) ?? ''}`;
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
