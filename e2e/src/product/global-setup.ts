import { startMariaDb } from '@spectacles/testing';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    mariaDb: { port: number };
  }
}

/** One database server for the whole run of the distributed target; each file makes its own databases there. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env['E2E_TARGET'] !== 'distributed') return undefined;
  const server = await startMariaDb();
  project.provide('mariaDb', { port: server.port });
  return () => server.stop();
}
