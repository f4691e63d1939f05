import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dockerdObstacle,
  ManualClock,
  requireProgram,
  startDockerd,
  startMariaDb,
  startNats,
  startRegistry,
  TemporaryDirectory,
  TestProcess,
  waitFor,
} from './index.js';
import type { RunningMariaDb } from './index.js';

describe('a process of a test', () => {
  it('keeps its output and ends with its whole group', async () => {
    const shell = TestProcess.start('/bin/sh', { args: ['-c', 'sleep 60 & echo "child=$!"; wait'] });
    const child = await waitFor(() => /child=(\d+)/.exec(shell.log)?.[1], { what: 'the shell names its child' });
    await shell.stop('SIGTERM');
    expect(shell.exited).toEqual({ code: null, signal: 'SIGTERM' });
    await waitFor(() => !existsSync(`/proc/${child}`), { what: 'the child is gone' });
  });

  it('says why a condition was not met', async () => {
    const waiting = waitFor(() => Promise.reject(new Error('cause')), { what: 'never', deadlineMs: 30 });
    await expect(waiting).rejects.toMatchObject({ message: 'Not within 30 ms: never', cause: new Error('cause') });
  });
});

describe('small things', () => {
  it('removes a directory with what is in it', () => {
    const directory = new TemporaryDirectory();
    expect(existsSync(directory.path)).toBe(true);
    directory.remove();
    expect(existsSync(directory.path)).toBe(false);
  });

  it('moves a clock by hand', () => {
    const clock = new ManualClock('2026-01-01T00:00:00Z');
    clock.advanceSeconds(1.5);
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:01.500Z');
  });
});

describe.skipIf(!requireProgram('nats-server'))('nats-server', () => {
  it('starts, comes back after a crash and stops', async () => {
    const nats = await startNats({ users: [{ user: 'a', password: 'b', publish: ['x.>'] }] });
    const first = nats.process.pid;
    await nats.restart();
    expect(nats.process.pid).not.toBe(first);
    await nats.stop();
    expect(nats.process.exited).not.toBeNull();
  });
});

describe.skipIf(!requireProgram('docker-registry'))('docker-registry', () => {
  it('asks for a token where it is told to', async () => {
    const open = await startRegistry();
    expect((await fetch(`${open.url}/v2/`)).status).toBe(200);
    await open.stop();
  });
});

describe.skipIf(!requireProgram('mariadbd', 'mariadb-install-db', 'mariadb'))('MariaDB', () => {
  let server: RunningMariaDb;
  beforeAll(async () => {
    server = await startMariaDb();
  }, 60_000);
  afterAll(() => server.stop());

  it('makes databases and answers statements', () => {
    expect(server.url('one')).toBe(`mariadb://root@127.0.0.1:${String(server.port)}/one`);
    expect(server.execute('show databases')).toContain('one\n');
  });
});

describe.skipIf(dockerdObstacle() !== null)('dockerd', () => {
  const mounts = () => readFileSync('/proc/self/mounts', 'utf8');
  const hasBridge = () => existsSync('/sys/class/net/docker0');

  it('answers, and leaves neither files nor mounts behind, not even when it is killed', async () => {
    const hadBridge = hasBridge();
    const stopped = await startDockerd();
    expect(stopped.version).toMatch(/^\d+\.\d+/);
    await stopped.stop();
    const killed = await startDockerd();
    await killed.process.stop('SIGKILL');
    await killed.stop();
    for (const { directory } of [stopped, killed]) {
      expect(mounts()).not.toContain(directory);
      expect(existsSync(directory)).toBe(false);
    }
    // Another daemon of this machine needs its bridge.
    expect({ bridge: hasBridge() || !hadBridge }).toEqual({ bridge: true });
  });
});
