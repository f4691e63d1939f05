import { afterEach, describe, expect, it } from 'vitest';
import { Metrics } from '../metrics/metrics.js';
import { Health } from './health.js';
import { type ManagementServer, startManagementServer } from './management-server.js';

let server: ManagementServer | null = null;
afterEach(async () => {
  await server?.close();
});

async function start() {
  const [health, metrics] = [new Health(), new Metrics()];
  server = await startManagementServer({ host: '127.0.0.1', port: 0, health, metrics });
  const url = `http://127.0.0.1:${String(server.port)}`;
  return { health, metrics, get: (path: string) => fetch(url + path) };
}

describe('management port', () => {
  it('is alive, and ready only when every check says so', async () => {
    const { health, get } = await start();
    let missing: string | null = 'no key yet';
    health.register('token', () => missing);
    health.register('bus', () => null);
    expect((await get('/livez')).status).toBe(200);
    const waiting = await get('/readyz');
    expect(waiting.status).toBe(503);
    expect(await waiting.json()).toEqual({ status: 'not ready', checks: { token: 'no key yet', bus: 'ok' } });
    missing = null;
    expect((await get('/readyz?verbose')).status).toBe(200);
  });

  it('serves measurements, one metric however often it is asked for', async () => {
    const { metrics, get } = await start();
    const issued = () => metrics.counter({ name: 'tokens_total', help: 'Tokens.', labels: ['outcome'] });
    issued().inc({ outcome: 'granted' });
    issued().inc({ outcome: 'granted' });
    metrics.requests().observe({ method: 'GET', route: '/users/:id', status: '200' }, 0.01);
    const text = await (await get('/metrics')).text();
    expect(text).toContain('tokens_total{outcome="granted"} 2');
    expect(text).toContain(
      'http_request_duration_seconds_bucket{le="0.01",method="GET",route="/users/:id",status="200"} 1',
    );
  });

  it('knows no other path', async () => {
    const { get } = await start();
    expect((await get('/')).status).toBe(404);
  });
});
