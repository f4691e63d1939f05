import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError } from '../config/configuration-error.js';
import { bindProblem } from '../http/bind-problem.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Health } from './health.js';

export interface ManagementServerOptions {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  readonly metrics: Metrics;
}

export interface ManagementServer {
  readonly port: number;
  close(): Promise<void>;
}

function respond(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: ManagementServerOptions,
): Promise<void> {
  const path = request.url?.split('?')[0];
  if (path === '/livez') {
    respond(response, 200, 'application/json', JSON.stringify({ status: 'alive' }));
  } else if (path === '/readyz') {
    const report = options.health.report();
    respond(response, report.status === 'ready' ? 200 : 503, 'application/json', JSON.stringify(report));
  } else if (path === '/metrics') {
    respond(response, 200, options.metrics.registry.contentType, await options.metrics.text());
  } else {
    respond(response, 404, 'application/json', JSON.stringify({ status: 'not found' }));
  }
}

/** Serves /livez, /readyz and /metrics on a port of their own, which is never the public one. */
export function startManagementServer(options: ManagementServerOptions): Promise<ManagementServer> {
  const server = createServer((request, response) => {
    route(request, response, options).catch(() => {
      respond(response, 500, 'application/json', JSON.stringify({ status: 'failed' }));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const names = { host: 'MANAGEMENT_HOST', port: 'MANAGEMENT_PORT' };
      reject(new ConfigurationError([bindProblem(error, options, names)]));
    });
    server.listen(options.port, options.host, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
            server.closeAllConnections();
          }),
      });
    });
  });
}
