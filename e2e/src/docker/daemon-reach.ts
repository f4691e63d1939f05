import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TemporaryDirectory } from '@spectacles/testing';

/**
 * Whether a daemon takes what it is asked for from this machine's loopback, where the suite's registries are: one in a
 * virtual machine or on another host does not. Empty: the client's own choice of a daemon.
 */
export async function reachesThisMachine(dockerHost: string): Promise<boolean> {
  let asked = false;
  const server = createServer((_request, response) => {
    asked = true;
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const configuration = new TemporaryDirectory('spectacles-docker-');
  const host = dockerHost === '' ? {} : { DOCKER_HOST: dockerHost };
  const env = { ...process.env, ...host, DOCKER_CONFIG: configuration.path };
  const reference = `127.0.0.1:${String((server.address() as AddressInfo).port)}/reach:v1`;
  // Nothing is there to be pulled: that it was asked for is all that is wanted.
  await new Promise<void>((resolve) => {
    execFile('docker', ['pull', reference], { env, timeout: 10_000 }, () => {
      resolve();
    });
  });
  configuration.remove();
  server.close();
  return asked;
}
