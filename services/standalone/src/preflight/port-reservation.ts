import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

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
