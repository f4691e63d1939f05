import { Agent, createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closeGracefully } from './close-gracefully.js';

describe('closing an HTTP server', () => {
  it('answers what is under way, and does not wait for a connection that is kept alive', async () => {
    const server = createServer();
    const begun = new Promise<ServerResponse>((resolve) => {
      server.on('request', (_request, response: ServerResponse) => {
        resolve(response);
      });
    });
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const agent = new Agent({ keepAlive: true });
    const status = new Promise<number | undefined>((resolve, reject) => {
      get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent }, (response) => {
        response.resume().on('end', () => {
          resolve(response.statusCode);
        });
      }).on('error', reject);
    });
    const response = await begun;
    const closed = closeGracefully(
      server,
      () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
        }),
    );
    response.end('done');
    expect(await status).toBe(200);
    await closed;
    agent.destroy();
  });
});
