import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

function release(server: Server): Promise<number> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    server.close(() => {
      resolve(port);
    });
  });
}

/** Ports that the system has just called free; held together, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  return Promise.all(servers.map(release));
}

/** One port that the system has just called free. Where the program can listen on 0 itself, do that instead. */
export async function freePort(): Promise<number> {
  return release(await listen());
}
