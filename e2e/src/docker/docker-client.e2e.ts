import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Docker, hasDocker } from '../clients/docker.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';
import { DENIED } from './words.js';

describe.skipIf(!hasDocker())('the docker command with a daemon', () => {
  let house: House;
  let registry: ConnectedRegistry;
  const owner = new Docker();
  const reader = new Docker();
  const nobody = new Docker();
  const at = (name: string) => `${registry.publicHost}/${name}`;
  const login = (docker: Docker, user: string, password: string) => docker.login(registry.publicHost, user, password);

  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry('main-registry');
    const [alice, bob] = [await house.user('alice'), await house.user('bob')];
    const team = await house.namespace(registry, 'team', alice);
    await house.grant(team, { kind: 'user', id: bob.id }, 'READ');
    await house.grant(await house.namespace(registry, 'public', alice), { kind: 'anonymous' }, 'READ');
  });
  afterAll(async () => {
    await Promise.all([owner, reader, nobody].map((docker) => docker.remove()));
    await house.close();
  });

  it('logs in with the right password alone', async () => {
    expect(await login(owner, 'alice', PASSWORD)).toMatchObject({ code: 0 });
    expect(await login(reader, 'bob', PASSWORD)).toMatchObject({ code: 0 });
    const refused = await login(nobody, 'alice', 'not the password');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('unauthorized: The user name or the password is wrong.');
  });

  it('pushes and pulls', async () => {
    await owner.make(at('team/app:v1'), 'docker was here');
    expect(await owner.push(at('team/app:v1'))).toMatchObject({ code: 0 });
    expect(await reader.pull(at('team/app:v1'))).toMatchObject({ code: 0 });
  });

  it.for(['classic', 'buildkit'] as const)(
    'builds from what it may pull, and pushes: %s',
    async (builder, { skip }) => {
      const [base, built] = [at('team/app:v1'), at(`team/${builder}:v1`)];
      await owner.run('rmi', base);
      const refused = await nobody.build(at('team/stolen:v1'), base, builder);
      skip(
        refused.output.includes('buildx component is missing'),
        'BuildKit is a plugin of this docker, and not there',
      );
      expect(refused.output).toMatch(/denied|authorization failed/);
      expect(refused.code).not.toBe(0);
      expect(await owner.build(built, base, builder)).toMatchObject({ code: 0 });
      expect(await owner.push(built)).toMatchObject({ code: 0 });
      expect(await reader.pull(built)).toMatchObject({ code: 0 });
    },
  );

  it('is denied a push in words that people understand', async () => {
    await reader.make(at('team/app:v2'), 'changed');
    const refused = await reader.push(at('team/app:v2'));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(DENIED);
  });

  it('pulls what is public without a login, and nothing else', async () => {
    await owner.make(at('public/app:v1'), 'for everybody');
    expect(await owner.push(at('public/app:v1'))).toMatchObject({ code: 0 });
    expect(await nobody.pull(at('public/app:v1'))).toMatchObject({ code: 0 });
    const refused = await nobody.pull(at('team/app:v1'));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(DENIED);
  });
});
