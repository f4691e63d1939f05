import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ConfigurationProblem } from '@spectacles/platform';

const ADDRESS_CODES: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

/** The address to blame, in the words of the operator. */
export function bindProblem(
  error: unknown,
  address: { readonly host: string; readonly port: number },
  names: { readonly host: string; readonly port: string },
): ConfigurationProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unusable';
  if (ADDRESS_CODES.has(code)) {
    return { name: names.host, message: `${address.host} is no address of this machine (${code})` };
  }
  const place = `${address.host}:${String(address.port)}`;
  const reason = code === 'EADDRINUSE' ? 'is in use by another process' : `cannot be listened on (${code})`;
  return { name: names.port, message: `${place} ${reason}` };
}

/** Holds the public port while the rest starts; whoever comes early is told to come again. */
export class PortReservation {
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static bind(host: string, port: number): Promise<PortReservation> {
    const server = createServer((_request, response) => {
      response
        .writeHead(503, { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '1' })
        .end(JSON.stringify({ status: 'not ready', checks: { start: 'the process is starting' } }));
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        resolve(new PortReservation(server, (server.address() as AddressInfo).port));
      });
    });
  }

  release(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }
}
