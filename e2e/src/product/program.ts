import { fileURLToPath } from 'node:url';
import { TestProcess, waitFor } from '@spectacles/testing';
import { SETUP_CODE, SWEEP_SECONDS } from './product.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Nothing of the environment of the suite but what every program needs, and another build of the console. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'CONSOLE_DIR'] as const;

export function productEnvironment(url: string, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));
  return {
    ...inherited,
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    SPECTACLES_SETUP_CODE: SETUP_CODE,
    SPECTACLES_BACKGROUND_UPDATE: String(SWEEP_SECONDS),
    // The most talkative level: what must never be printed must not be printed there either.
    LOG_LEVEL: 'debug',
    ...more,
  };
}

/** The built program of a service, on the Node that runs the suite. */
export function startProgram(service: string, env: NodeJS.ProcessEnv): TestProcess {
  return TestProcess.start(process.execPath, {
    args: ['--enable-source-maps', `services/${service}/dist/main.js`],
    cwd: root,
    env,
    name: service,
  });
}

export async function waitUntilReady(program: TestProcess, baseUrl: string): Promise<void> {
  const ready = async () => program.exited !== null || (await fetch(`${baseUrl}/readyz`)).status === 200;
  await waitFor(ready, { what: `${program.name} is ready: ${program.logTail(3)}`, deadlineMs: 60_000, everyMs: 50 });
  program.assertRunning();
}
