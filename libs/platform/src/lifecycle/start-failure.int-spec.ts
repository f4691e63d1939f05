import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { requireProgram, startNats } from '@spectacles/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NatsBus } from '../bus/nats-bus.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { Health } from '../health/health.js';
import { startManagementServer } from '../health/management-server.js';
import { Metrics } from '../metrics/metrics.js';
import { reportStartFailure } from './run-main.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a failure prints, and the exit code. */
function report(error: unknown): { code: number; printed: string } {
  let printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  return { code: reportStartFailure(error), printed };
}

async function takenPort(): Promise<{ port: number; free: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, free: () => server.close() };
}

describe('a start that failed', () => {
  it('is told in one line a problem, without secrets, exit code 2', () => {
    const error = new ConfigurationError([
      { name: 'A', message: 'is wrong' },
      { name: 'B', message: 'cannot reach mysql://root:hunter2@db/x\nat all' },
    ]);
    expect(report(error)).toEqual({
      code: 2,
      printed: 'spectacles: A: is wrong\nspectacles: B: cannot reach mysql://[redacted]@db/x at all\n',
    });
  });

  it('names the public port that is taken', async () => {
    const { port, free } = await takenPort();
    const error = await new Promise((resolve) => createServer().on('error', resolve).listen(port, '127.0.0.1'));
    expect(report(error)).toEqual({
      code: 2,
      printed: `spectacles: PORT: 127.0.0.1:${String(port)} is in use by another process\n`,
    });
    free();
  });

  it('names the management port that is taken', async () => {
    const { port, free } = await takenPort();
    const options = { host: '127.0.0.1', port, health: new Health(), metrics: new Metrics() };
    await expect(startManagementServer(options)).rejects.toMatchObject({ problems: [{ name: 'MANAGEMENT_PORT' }] });
    free();
  });

  it('is exit code 1 when nothing that was configured is to blame', () => {
    const { code, printed } = report(new Error('a defect with Bearer abcdefghijkl'));
    expect(code).toBe(1);
    expect(printed).toMatch(/^spectacles: the start failed: Error: a defect with Bearer \[redacted\]/);
  });
});

describe.skipIf(!requireProgram('nats-server'))('a broker', () => {
  it('that refuses the credentials is named at once', async () => {
    const nats = await startNats({ users: [{ user: 'gateway', password: 'right' }] });
    const bus = new NatsBus({ url: nats.urlFor('gateway', 'wrong'), name: 'test' });
    await expect(bus.connect()).rejects.toMatchObject({ problems: [{ name: 'NATS_URL' }] });
    await bus.close();
    await nats.stop();
  });

  it('that comes later, or again, is found by itself', async () => {
    const nats = await startNats();
    await nats.kill();
    const bus = new NatsBus({ url: nats.url, name: 'test' });
    const connected = bus.connect();
    await nats.restart();
    await expect(connected).resolves.toBeUndefined();
    await bus.close();
    await nats.stop();
  });
});
