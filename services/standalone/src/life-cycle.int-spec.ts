import { existsSync, readdirSync, statSync } from 'node:fs';
import { freePorts, waitFor } from '@spectacles/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, Place } from './test-support/program.js';

let place: Place;
beforeEach(async () => {
  place = await Place.make();
});
afterEach(() => place.remove());

const readyLine = (log: string): string => log.split('\n').find((line) => line.startsWith('READY ')) ?? '';

const signIn = () =>
  fetch(`${place.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'nobody', password: 'a password of nobody' }),
  });

describe('the life of the process', () => {
  it('says when it is ready, with a setup code that a restart repeats', async () => {
    const first = await place.start();
    const line = readyLine(first.log);
    expect(line).toMatch(new RegExp(`^READY url=http://localhost:${String(place.port)} setup-code=\\S{8,}$`));
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200);
    await first.stop();
    const from = performance.now();
    const second = await place.start();
    expect(readyLine(second.log)).toBe(line);
    expect(performance.now() - from).toBeLessThan(10_000);
  });

  it('keeps its secrets for itself', async () => {
    await place.start();
    expect((statSync(place.data).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(place.join('data', 'secret.key')).mode & 0o777).toString(8)).toBe('600');
  });

  it('is alone in its data directory, and free of it after kill -9', async () => {
    const first = await place.start();
    const [port, managementPort] = (await freePorts(2)) as [number, number];
    const before = fingerprint(place.data);
    const second = await place.refuse({ PORT: String(port), MANAGEMENT_PORT: String(managementPort) });
    expect(second.stderr).toBe(`spectacles: DATA_DIR: ${place.data} is in use by another process\n`);
    expect(second.code).toBe(2);
    expect(Object.keys(fingerprint(place.data) ?? {})).toEqual(Object.keys(before ?? {}));
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200);
    await first.stop('SIGKILL');
    await place.start();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes what is in flight at %s, exits 0 and leaves nothing',
    async (signal) => {
      const program = await place.start();
      const answers = Array.from({ length: 4 }, signIn);
      // Each costs a password hash, one after the other: with the first answer the others are being worked on.
      await Promise.race(answers);
      program.signal(signal);
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([401, 401, 401, 401]);
      expect(await program.waitForExit()).toEqual({ code: 0, signal: null });
      expect(program.groupAlive).toBe(false);
      const left = readdirSync(place.data).filter((name) => name.endsWith('-wal') || name.endsWith('-shm'));
      expect(left).toEqual([]);
      await expect(fetch(`${place.url}/livez`)).rejects.toThrow();
    },
  );

  it('closes in order when the signal comes during the start', async () => {
    const program = place.begin();
    await waitFor(() => existsSync(place.join('data', 'identity.db')), { what: 'the start is under way', everyMs: 5 });
    program.signal('SIGTERM');
    expect(await program.waitForExit()).toEqual({ code: 0, signal: null });
    await place.start();
  });

  it('measures both threads in one exposition', async () => {
    await place.start();
    const text = await (await fetch(`http://127.0.0.1:${String(place.managementPort)}/metrics`)).text();
    const described = text.split('\n').filter((line) => line.startsWith('# HELP '));
    expect(new Set(described).size).toBe(described.length);
    expect(text).toContain('thread="background"');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  it('tells of variables that have no effect yet', async () => {
    const program = await place.start({ OPENID_LOGIN: 'True' });
    expect(program.log).toMatch(/"variable":"OPENID_LOGIN".*has no effect yet/);
  });
});
