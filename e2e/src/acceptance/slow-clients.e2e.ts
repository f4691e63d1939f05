import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from '../house.js';

/** Seconds a connection lived, and what it was told, once the server has closed it. */
function untilClosed(socket: Socket): Promise<{ seconds: number; said: string }> {
  const started = performance.now();
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve({ seconds: (performance.now() - started) / 1000, said });
    });
  });
}

describe('clients that are slow or send too much', () => {
  let house: House;
  let port: number;
  const open = (text: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    return untilClosed(socket);
  };

  beforeAll(async () => {
    house = await House.build();
    port = Number(new URL(house.url).port);
  });
  afterAll(() => house.close());

  it('SEC-E12: are cut off in time, while others are answered', async () => {
    const headers = Array.from({ length: 20 }, () => open('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '));
    const body = open(
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    const started = performance.now();
    expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(1000);
    for (const { seconds } of await Promise.all(headers)) expect(seconds).toBeLessThan(13);
    expect((await body).seconds).toBeLessThan(18);
  });

  it('SEC-E12: get no further with a thousand headers', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => `X-H${String(index)}: ${'v'.repeat(20)}\r\n`).join('');
    const { said } = await open(`GET / HTTP/1.1\r\nHost: x\r\n${many}\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 (?:431|400)/);
  });

  it('SEC-E12: get no further with a body of megabytes', async () => {
    const body = JSON.stringify({ username: 'x', password: 'y'.repeat(5_000_000) });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers, body }).catch(() => null);
    expect([413, 400, undefined]).toContain(response?.status);
  });
});
