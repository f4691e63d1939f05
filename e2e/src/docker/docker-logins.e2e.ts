import {
  changePassword,
  changeUser,
  createToken,
  endSession,
  listDecisions,
  listSessions,
  revokeToken,
  setUserPassword,
} from '@spectacles/contracts';
import type { NamespaceView, UserView } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleClient } from '../clients/console-client.js';
import { Docker, hasDocker } from '../clients/docker.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';
import { DENIED, told } from './words.js';

/** What somebody reads who types `docker pull`. */
const ENDED = told('This login has ended. Log in again.');

describe.skipIf(!hasDocker())('a login of the docker command', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let alice: UserView;
  let team: NamespaceView;
  let asAlice: ConsoleClient;
  let image: string;
  const dockers: Docker[] = [];
  const signedIn = async (user: string, secret: string) => {
    const docker = new Docker();
    dockers.push(docker);
    expect(await docker.login(registry.publicHost, user, secret)).toMatchObject({ code: 0 });
    return docker;
  };
  const refreshTokens = async () =>
    (await asAlice.call(listSessions)).items.filter(({ kind }) => kind === 'refresh-token');
  /** Waits until it is listed, which happens when its record is handed over. */
  const newestLogin = async (known: readonly { id: string }[]) => {
    const unknown = async () => (await refreshTokens()).find(({ id }) => !known.some((one) => one.id === id));
    return waitFor(unknown, { what: 'the login is listed', deadlineMs: 15_000 });
  };
  const expectEnded = async (docker: Docker) => {
    await house.inForce();
    const pulled = await docker.pull(image);
    expect(pulled.output).toMatch(ENDED);
    expect(pulled.code).not.toBe(0);
    await docker.make(image, 'never pushed');
    const pushed = await docker.push(image);
    expect(pushed.output).toMatch(ENDED);
    expect(pushed.code).not.toBe(0);
  };

  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry('main-registry');
    alice = await house.user('alice');
    team = await house.namespace(registry, 'team', alice);
    asAlice = await house.signIn('alice');
    image = `${registry.publicHost}/team/app:v1`;
    const first = await signedIn('alice', PASSWORD);
    await first.make(image, 'first');
    expect(await first.push(image)).toMatchObject({ code: 0 });
  });
  afterEach(async () => {
    await Promise.all(dockers.splice(0).map((docker) => docker.remove()));
  });
  afterAll(() => house.close());

  const secrets: readonly (readonly [string, () => Promise<{ user: string; secret: string }>])[] = [
    ['a password', () => Promise.resolve({ user: 'alice', secret: PASSWORD })],
    [
      'a personal access token',
      async () => {
        const { secret } = await asAlice.call(createToken, { body: { name: 'laptop' } });
        return { user: 'alice', secret };
      },
    ],
    [
      'a robot',
      async () => {
        const { login, secret } = await house.robot({ name: 'ci', namespaceId: team.id });
        return { user: login, secret };
      },
    ],
  ];
  it.each(secrets)('with %s leaves a refresh token in its place, and goes on with that', async (_with, make) => {
    const { user, secret } = await make();
    const docker = await signedIn(user, secret);
    const stored = docker.stored(registry.publicHost);
    expect(stored).toMatchObject({ name: user, password: '' });
    expect(stored?.identityToken).toMatch(/^spf_/);
    expect(docker.configurationText()).not.toContain(secret);
    expect(docker.configurationText()).not.toContain(Buffer.from(`${user}:${secret}`).toString('base64'));

    const mine = `${registry.publicHost}/team/by-${user.replace('+', '-')}:v1`;
    await docker.make(mine, `pushed by ${user}`);
    expect(await docker.push(mine)).toMatchObject({ code: 0 });
    expect(await docker.pull(mine)).toMatchObject({ code: 0 });
    const used = async () => {
      const query = { account: user, repository: mine.slice(registry.publicHost.length + 1, -3) };
      const { items } = await house.administrator.call(listDecisions, { query });
      return items.find(({ scope }) => scope?.granted.includes('push'))?.credential.kind;
    };
    expect(await waitFor(used, { what: 'the push is in the token log' })).toBe('refresh-token');
  });

  it('SEC-D06: is ended under the sessions of its owner, at once and alone; a new login goes on', async () => {
    const before = await refreshTokens();
    const ended = await signedIn('alice', PASSWORD);
    const { id, userAgent } = await newestLogin(before);
    expect(userAgent).toMatch(/^docker\//);
    const other = await signedIn('alice', PASSWORD);
    expect(await ended.pull(image)).toMatchObject({ code: 0 });
    await asAlice.call(endSession, { params: { id } });
    await expectEnded(ended);
    expect(await other.pull(image)).toMatchObject({ code: 0 });

    expect(await ended.login(registry.publicHost, 'alice', PASSWORD)).toMatchObject({ code: 0 });
    expect(await ended.pull(image)).toMatchObject({ code: 0 });
    expect(await ended.run('logout', registry.publicHost)).toMatchObject({ code: 0 });
    expect(ended.stored(registry.publicHost)).toBeNull();
    expect((await ended.pull(image)).output).toMatch(DENIED);
    expect(await ended.login(registry.publicHost, 'alice', PASSWORD)).toMatchObject({ code: 0 });
    expect(await ended.pull(image)).toMatchObject({ code: 0 });
  });

  it('SEC-D06: ends with the personal access token that it was made with, and no other does', async () => {
    const { secret, id } = await asAlice.call(createToken, { body: { name: 'lost' } });
    const [byToken, byPassword] = [await signedIn('alice', secret), await signedIn('alice', PASSWORD)];
    expect(await byToken.pull(image)).toMatchObject({ code: 0 });
    await asAlice.call(revokeToken, { params: { id } });
    await expectEnded(byToken);
    expect(await byPassword.pull(image)).toMatchObject({ code: 0 });
    const again = await byToken.login(registry.publicHost, 'alice', secret);
    expect(again.output).toContain('unauthorized: The user name or the password is wrong.');
  });

  it('SEC-D06: ends when the password changes, whoever changes it', async () => {
    const chosen = 'another long password 2';
    const before = await signedIn('alice', PASSWORD);
    await asAlice.call(changePassword, { body: { current: PASSWORD, new: chosen } });
    await expectEnded(before);
    const after = await signedIn('alice', chosen);
    expect(await after.pull(image)).toMatchObject({ code: 0 });
    await house.administrator.call(setUserPassword, { params: { id: alice.id }, body: { new: PASSWORD } });
    await expectEnded(after);
    expect(await after.login(registry.publicHost, 'alice', PASSWORD)).toMatchObject({ code: 0 });
  });

  it('SEC-D06: ends when the account is disabled, and stays ended when it is enabled again', async () => {
    const docker = await signedIn('alice', PASSWORD);
    const params = { id: alice.id };
    await house.administrator.call(changeUser, { params, body: { status: 'disabled' } });
    await expectEnded(docker);
    const refused = await docker.login(registry.publicHost, 'alice', PASSWORD);
    expect(refused.output).toContain('unauthorized: The user name or the password is wrong.');
    await house.administrator.call(changeUser, { params, body: { status: 'active' } });
    await expectEnded(docker);
    expect(await docker.login(registry.publicHost, 'alice', PASSWORD)).toMatchObject({ code: 0 });
    expect(await docker.pull(image)).toMatchObject({ code: 0 });
  });
});
