import { changeSettings, createToken, listThrottles } from '@spectacles/contracts';
import type { NamespaceView } from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Docker, hasDocker } from '../clients/docker.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';
import { DENIED, told } from './words.js';

describe.skipIf(!hasDocker())('what the docker command is refused', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let team: NamespaceView;
  const owner = new Docker();
  const other = new Docker();
  const at = (name: string) => `${registry.publicHost}/${name}`;
  const login = (docker: Docker, user: string, secret: string) => docker.login(registry.publicHost, user, secret);

  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry('main-registry');
    const alice = await house.user('alice');
    team = await house.namespace(registry, 'team', alice);
    expect(await login(owner, 'alice', PASSWORD)).toMatchObject({ code: 0 });
    for (const name of ['team/app:v1', 'team/next:v1']) {
      await owner.make(at(name), name);
      expect(await owner.push(at(name))).toMatchObject({ code: 0 });
    }
  });
  afterAll(async () => {
    await Promise.all([owner, other].map((docker) => docker.remove()));
    await house.close();
  });

  it('SEC-D07: with a robot of one repository, whatever is next to it', async () => {
    const scopes = [{ pattern: 'team/app', actions: ['pull' as const] }];
    const robot = await house.robot({ name: 'deploy', namespaceId: team.id, scopes });
    expect(await login(other, robot.login, robot.secret)).toMatchObject({ code: 0 });
    expect(await other.pull(at('team/app:v1'))).toMatchObject({ code: 0 });
    const next = await other.pull(at('team/next:v1'));
    expect(next.output).toMatch(DENIED);
    expect(next.code).not.toBe(0);
    await other.make(at('team/app:v2'), 'changed');
    const pushed = await other.push(at('team/app:v2'));
    expect(pushed.output).toMatch(DENIED);
    expect(pushed.code).not.toBe(0);
  });

  it('with a password where only tokens are wanted, and it says what to do', async () => {
    const hint = 'Passwords are not taken here. Make a personal access token in the console';
    const asAlice = await house.signIn('alice');
    const { secret } = await asAlice.call(createToken, { body: { name: 'docker' } });
    await house.administrator.call(changeSettings, { body: { tokensOnly: true } });
    await house.inForce();
    const refused = await login(other, 'alice', PASSWORD);
    expect(refused.output).toContain(`unauthorized: ${hint}`);
    expect(refused.code).not.toBe(0);
    // What was made with a password is no more than that.
    expect((await owner.pull(at('team/app:v1'))).output).toMatch(told(hint));
    expect(await login(other, 'alice', secret)).toMatchObject({ code: 0 });
    expect(await other.pull(at('team/next:v1'))).toMatchObject({ code: 0 });
    await house.administrator.call(changeSettings, { body: { tokensOnly: false } });
    await house.inForce();
    expect(await owner.pull(at('team/app:v1'))).toMatchObject({ code: 0 });
  });

  it('SEC-A16: with wrong passwords, for how long; a job that repeats one is not, and who is signed in goes on', async () => {
    await house.user('carol');
    const guesser = new Docker();
    const wrong = 'unauthorized: The user name or the password is wrong.';
    for (let index = 0; index < 12; index += 1)
      expect((await login(guesser, 'carol', 'always the same')).output).toContain(wrong);
    expect(await login(guesser, 'carol', PASSWORD)).toMatchObject({ code: 0 });

    const answers: string[] = [];
    for (let index = 0; index < 12; index += 1)
      answers.push((await login(guesser, 'alice', `guess ${String(index)}`)).output);
    expect(answers[0]).toContain(wrong);
    expect(answers.at(-1)).toMatch(/toomanyrequests: Too many attempts\. Try again in \d+ seconds?\./);
    const { items } = await house.administrator.call(listThrottles);
    expect(items.map(({ account }) => account)).toEqual(['alice']);
    expect(await owner.pull(at('team/app:v1'))).toMatchObject({ code: 0 });
    await guesser.remove();
  });
});
