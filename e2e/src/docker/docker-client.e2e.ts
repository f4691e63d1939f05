import { requireProgram } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Docker } from '../clients/docker.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';

describe.skipIf(!requireProgram('docker-registry', 'docker'))('the docker command with a daemon', () => {
  let house: House;
  let registry: ConnectedRegistry;
  const owner = new Docker();
  const reader = new Docker();
  const nobody = new Docker();
  const at = (name: string) => `${registry.publicHost}/${name}`;
  const login = (docker: Docker, user: string, password: string) =>
    docker.run('login', '-u', user, '-p', password, registry.publicHost);

  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry('main-registry');
    const [alice, bob] = [await house.user('alice'), await house.user('bob')];
    const team = await house.namespace(registry, 'team', alice);
    await house.grant(team, { kind: 'user', id: bob.id }, 'READ');
    await house.grant(await house.namespace(registry, 'public', alice), { kind: 'anonymous' }, 'READ');
  });
  afterAll(async () => {
    for (const docker of [owner, reader, nobody]) docker.remove();
    await house.close();
  });

  it('logs in with the right password alone', async () => {
    expect(await login(owner, 'alice', PASSWORD)).toMatchObject({ code: 0 });
    expect(await login(reader, 'bob', PASSWORD)).toMatchObject({ code: 0 });
    const refused = await login(nobody, 'alice', 'not the password');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/unauthorized|denied/i);
  });

  it('pushes and pulls', async () => {
    await owner.make(at('team/app:v1'), 'docker was here');
    expect(await owner.run('push', at('team/app:v1'))).toMatchObject({ code: 0 });
    await owner.run('rmi', at('team/app:v1'));
    expect(await reader.run('pull', at('team/app:v1'))).toMatchObject({ code: 0 });
  });

  it('is denied a push in words that people understand', async () => {
    await reader.make(at('team/app:v2'), 'changed');
    const refused = await reader.run('push', at('team/app:v2'));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/denied: requested access to the resource is denied|unauthorized/i);
  });

  it('pulls what is public without a login, and nothing else', async () => {
    await owner.make(at('public/app:v1'), 'for everybody');
    expect(await owner.run('push', at('public/app:v1'))).toMatchObject({ code: 0 });
    expect(await nobody.run('pull', at('public/app:v1'))).toMatchObject({ code: 0 });
    const refused = await nobody.run('pull', at('team/app:v1'));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/denied|unauthorized/i);
  });
});
