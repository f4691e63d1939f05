import type { Worker } from 'node:worker_threads';
import { freePorts, TemporaryDirectory, waitFor } from '@spectacles/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type * as Standalone from '../index.js';

const ADMINISTRATOR = { username: 'root-admin', password: 'correct horse battery 7' };
const directory = new TemporaryDirectory('spectacles-background-');
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const work of cleanUp.splice(0).reverse()) await work();
  directory.remove();
});

/** Every thread that this process starts from now on. */
function watchThreads(): Worker[] {
  const threads: Worker[] = [];
  const remember = (worker: Worker): void => {
    threads.push(worker);
  };
  process.on('worker', remember);
  cleanUp.push(() => Promise.resolve(void process.off('worker', remember)));
  return threads;
}

// Built: a thread is a program of its own.
const PROGRAM = new URL('../../dist/index.js', import.meta.url);

async function start() {
  const { startStandalone } = (await import(PROGRAM.href)) as typeof Standalone;
  const [port, managementPort] = (await freePorts(2)) as [number, number];
  const running = await startStandalone({
    PORT: String(port),
    MANAGEMENT_PORT: String(managementPort),
    DATA_DIR: directory.join('data'),
    LOG_LEVEL: 'silent',
    SPECTACLES_SETUP_CODE: 'a setup code for tests',
  });
  cleanUp.push(() => running.close());
  return { url: `http://127.0.0.1:${String(port)}`, managementUrl: `http://127.0.0.1:${String(managementPort)}` };
}

async function setUp(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'a setup code for tests', ...ADMINISTRATOR }),
  });
  expect(response.status).toBe(201);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('the background thread of the whole house', () => {
  it('dies alone: keys and sign-in go on, readyz says so, and the catalog is back by itself', async () => {
    const threads = watchThreads();
    const { url, managementUrl } = await start();
    const cookie = await setUp(url);
    const repositories = () => fetch(`${url}/api/v1/repositories`, { headers: { cookie } });
    expect((await repositories()).status).toBe(200);
    expect(threads.length).toBeGreaterThan(0);
    await Promise.all(threads.map((thread) => thread.terminate()));
    await waitFor(async () => (await fetch(`${managementUrl}/readyz`)).status === 503, {
      what: 'the loss is shown',
      everyMs: 1,
    });
    expect((await fetch(`${url}/keys/bundle.pem`)).status).toBe(200);
    const signedIn = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMINISTRATOR),
    });
    expect(signedIn.status).toBe(201);
    await waitFor(async () => (await fetch(`${managementUrl}/readyz`)).status === 200, { what: 'readiness is back' });
    expect((await repositories()).status).toBe(200);
    expect(await (await fetch(`${managementUrl}/metrics`)).text()).toContain('thread="background"');
  });
});
