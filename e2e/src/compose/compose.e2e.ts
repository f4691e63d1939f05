import { createRegistry, listRepositories, startSweep } from '@spectacles/contracts';
import { freePorts, noteNotRun, requireProgram, waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, Docker } from '../clients/docker.js';
import { Skopeo } from '../clients/skopeo.js';
import { House, PASSWORD } from '../house.js';
import { SETUP_CODE } from '../product/product.js';

/** What the example runs, unless variables of the same name as there say otherwise (e2e/README.md). */
const IMAGES = {
  NODE_IMAGE: 'node:24-bookworm-slim',
  NATS_IMAGE: 'nats:2.10-alpine',
  DATABASE_IMAGE: 'mysql:8.4',
  REGISTRY_IMAGE: 'registry:2',
};

async function imagesToBeHad(): Promise<boolean> {
  const docker = new Docker();
  const names = Object.entries(IMAGES).map(([name, standard]) => process.env[name] ?? standard);
  const had = await Promise.all(names.map((image) => docker.hasImage(image)));
  await docker.remove();
  if (had.every(Boolean)) return true;
  noteNotRun('images of docker-compose_EXAMPLE.yml are not to be had');
  return false;
}

describe.skipIf(!requireProgram('docker', 'skopeo') || !(await imagesToBeHad()))('docker-compose_EXAMPLE.yml', () => {
  const project = `spectacles-e2e-${String(process.pid)}`;
  let env: NodeJS.ProcessEnv;
  let house: House;
  let host: string;
  const skopeo = new Skopeo();

  beforeAll(async () => {
    const [port, registryPort] = (await freePorts(2)) as [number, number];
    host = `127.0.0.1:${String(registryPort)}`;
    const url = `http://127.0.0.1:${String(port)}`;
    env = {
      PUBLIC_URL: url,
      SPECTACLES_PORT: `127.0.0.1:${String(port)}`,
      REGISTRY_PORT: host,
      SPECTACLES_SETUP_CODE: SETUP_CODE,
      SPECTACLES_IMAGE: `${project}:built`,
      SPECTACLES_BACKGROUND_UPDATE: '2',
    };
    const built = await compose(project, env, 'build');
    if (built.code !== 0) throw new Error(built.output.slice(-3000));
    const up = await compose(project, env, 'up', '-d');
    if (up.code !== 0) throw new Error(up.output.slice(-3000));
    const ready = async () => (await fetch(`${url}/readyz`)).status === 200;
    await waitFor(ready, { what: 'the gateway is ready', deadlineMs: 120_000, everyMs: 500 });
    const nothing = new Map<string, never>();
    house = await House.setUp({
      url,
      setupCode: SETUP_CODE,
      processes: nothing,
      managementUrls: nothing,
      log: () => '',
      crash: () => Promise.reject(new Error('Not in containers.')),
      stop: () => Promise.resolve(nothing),
    });
  }, 900_000);

  afterAll(async () => {
    skopeo.remove();
    await compose(project, env, 'down', '-v', '--timeout', '10');
    const docker = new Docker();
    await docker.run('rmi', `${project}:built`);
    await docker.remove();
  }, 120_000);

  it('is ready after "up": a push through its registry is seen in its console', async () => {
    const body = {
      name: 'compose',
      kind: 'distribution-2',
      url: 'http://registry:5000',
      publicHost: host,
      service: 'registry',
    };
    const registry = await house.administrator.call(createRegistry, { body });
    await house.namespace(registry, 'team', await house.user('alice'));
    expect(await skopeo.login(host, 'alice', PASSWORD)).toMatchObject({ code: 0 });
    expect(await skopeo.push(house.image('compose').layout, `${host}/team/app:v1`)).toMatchObject({ code: 0 });
    await house.administrator.call(startSweep, { params: { id: registry.id } });
    const seen = async () =>
      (await house.administrator.call(listRepositories, { query: { q: 'team/app' } })).items.length;
    await waitFor(async () => (await seen()) === 1, { what: 'the repository is seen', deadlineMs: 30_000 });
    const anonymous = new Skopeo();
    expect((await anonymous.pull(`${host}/team/app:v1`)).code).not.toBe(0);
    anonymous.remove();
  });
});
