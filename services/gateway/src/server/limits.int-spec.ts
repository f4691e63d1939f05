import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardLimits } from '../gateway.config.js';
import { ask } from '../test-support/ask.js';
import { startDoor, type RunningDoor } from '../test-support/running-door.js';

/** Sends bytes as they are, and collects the answer until the server hangs up. */
function converse(port: number, text: string): { readonly socket: Socket; readonly answer: Promise<string> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  const answer = new Promise<string>((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString());
    });
  });
  return { socket, answer };
}

describe('SEC-E12 limits of the door', () => {
  let door: RunningDoor;
  beforeAll(async () => {
    const limits = { ...standardLimits, headersTimeoutMs: 150, requestTimeoutMs: 300, checkIntervalMs: 25 };
    door = await startDoor({ limits });
  });
  afterAll(() => door.close());

  it('are ten seconds for the header, fifteen for the whole, looked at every second', () => {
    expect(standardLimits).toMatchObject({ headersTimeoutMs: 10_000, requestTimeoutMs: 15_000, checkIntervalMs: 1000 });
  });

  it.each([
    ['a header that does not end', 'GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: '],
    [
      'a body that does not end',
      'POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    ],
  ])('hang up on %s, and answer others meanwhile', async (_title, text) => {
    const slow = Array.from({ length: 20 }, () => converse(door.port, text));
    expect((await ask(`${door.url}/livez`)).status).toBe(200);
    for (const { answer } of slow) {
      const received = await answer;
      expect(received).toContain('HTTP/1.1 408 ');
      expect(received).toContain('"code":"REQUEST_TIMEOUT"');
    }
  });

  it('refuse a thousand header fields', async () => {
    const headers = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`x-${String(n)}`, '1']));
    const answer = await ask(`${door.url}/api/v1/setup`, { headers });
    expect([answer.status, answer.problem().code]).toEqual([431, 'REQUEST_HEADERS_TOO_LARGE']);
  });

  it('refuse 16 KiB of header fields, and a request line as long', async () => {
    const field = await ask(`${door.url}/livez`, { headers: { 'x-long': 'x'.repeat(20_000) } });
    expect([field.status, field.problem().code]).toEqual([431, 'REQUEST_HEADERS_TOO_LARGE']);
    expect((await ask(`${door.url}/token?scope=${'x'.repeat(1_000_000)}`)).status).toBe(431);
  });

  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    'GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n',
  ])('answer %j with a problem and hang up', async (text) => {
    const received = await converse(door.port, text).answer;
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    expect(received).toContain('application/problem+json');
  });

  it('finish what is in flight when the door closes', async () => {
    const closing = await startDoor();
    const asked = ask(`${closing.url}/api/v1/setup`);
    const [answer] = await Promise.all([asked, asked.then(() => closing.close())]);
    expect(answer.status).toBe(200);
  });
});
