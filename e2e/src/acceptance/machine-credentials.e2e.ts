import {
  changeSettings,
  createGrant,
  createToken,
  createUser,
  deleteGrant,
  endAllSessions,
  endSession,
  listNamespaces,
  listSessions,
  listTokens,
  readProfile,
  removeGroupMember,
  revokeToken,
  rotateRobotSecret,
  deleteRobotSecret,
  changeRobot,
} from '@spectacles/contracts';
import type { NamespaceView, NewToken, UserView } from '@spectacles/contracts';
import { requireProgram, waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleClient } from '../clients/console-client.js';
import { basic, postTokenForm, requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';

const READABLE_REFUSAL = /denied|unauthorized|authentication required/i;
const SERVICE = 'main-registry';

describe.skipIf(!requireProgram('docker-registry', 'skopeo'))('credentials for machines', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let alice: UserView;
  let bob: UserView;
  let team: NamespaceView;
  let asAlice: ConsoleClient;
  let asBob: ConsoleClient;
  const at = (name: string) => `${registry.publicHost}/${name}`;
  const access = async (user: string, password: string, scope: string) => {
    const answer = await requestToken(house.url, { service: SERVICE, scopes: [scope], user, password });
    return { status: answer.status, actions: Object.values(answer.access)[0] ?? [] };
  };
  const token = (client: ConsoleClient, body: NewToken) => client.call(createToken, { body });

  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry(SERVICE);
    [alice, bob] = [await house.user('alice'), await house.user('bob')];
    team = await house.namespace(registry, 'team', alice);
    await house.namespace(registry, 'other', alice);
    [asAlice, asBob] = [await house.signIn('alice'), await house.signIn('bob')];
    const owner = await house.skopeo(registry, 'alice');
    await owner.push(house.image('first').layout, at('team/app:v1'));
  });
  afterAll(() => house.close());

  it('let a job push with a robot limited to one repository, and deny it the next one', async () => {
    const scopes = [{ pattern: 'team/app', actions: ['pull' as const, 'push' as const] }];
    const robot = await house.robot({ name: 'ci', namespaceId: team.id, scopes });
    expect(robot.login).toBe('team+ci');
    const job = await house.skopeo(registry, robot.login, robot.secret);
    expect(await job.push(house.image('job').layout, at('team/app:v2'))).toMatchObject({ code: 0 });
    const next = await job.push(house.image('job').layout, at('team/next:v1'));
    expect(next.code).not.toBe(0);
    expect(next.output).toMatch(READABLE_REFUSAL);
    expect((await job.pull(at('team/app:v1'))).code).toBe(0);
  });

  it('rotate without a gap: two secrets live, and the old one ends alone', async () => {
    const robot = await house.robot({ name: 'rotating', namespaceId: team.id });
    const params = { id: robot.id };
    const second = await house.administrator.call(rotateRobotSecret, { params, body: {} });
    const pull = 'repository:team/app:pull';
    expect((await access(robot.login, robot.secret, pull)).actions).toEqual(['pull']);
    expect((await access(robot.login, second.secret, pull)).actions).toEqual(['pull']);
    const third = await house.administrator.refusal(rotateRobotSecret, { params, body: {} });
    expect(third).toMatchObject({ status: 409, code: 'TOO_MANY_SECRETS' });
    const old = robot.secrets[0]?.id ?? '';
    await house.administrator.call(deleteRobotSecret, { params: { ...params, secretId: old } });
    await waitFor(async () => (await access(robot.login, robot.secret, pull)).status === 401, {
      what: 'the old secret ends',
    });
    expect((await access(robot.login, second.secret, pull)).actions).toEqual(['pull']);
    await house.administrator.call(changeRobot, { params, body: { status: 'disabled' } });
    await waitFor(async () => (await access(robot.login, second.secret, pull)).status === 401, {
      what: 'the robot is out',
    });
  });

  it('take the push from a member who leaves the group, at the next token', async () => {
    const group = await house.group('devs', [bob]);
    const grant = await house.grant(team, { kind: 'group', id: group.id }, 'WRITE');
    await house.inForce();
    const member = await house.skopeo(registry, 'bob');
    expect(await member.push(house.image('group').layout, at('team/group:v1'))).toMatchObject({ code: 0 });
    await house.administrator.call(removeGroupMember, { params: { id: group.id, userId: bob.id } });
    await house.inForce();
    const denied = await member.push(house.image('left').layout, at('team/group:v2'));
    expect(denied.code).not.toBe(0);
    expect(denied.output).toMatch(READABLE_REFUSAL);
    await house.administrator.call(deleteGrant, { params: { id: team.id, grantId: grant } });
  });

  it('SEC-C14: give a token its limits and never more than its owner', async () => {
    const scopes = [{ pattern: 'team/app', actions: ['pull' as const] }];
    const limited = await token(asAlice, { name: 'limited', scopes });
    expect(limited.secret).toMatch(/^spt_/);
    const push = 'repository:team/app:pull,push';
    await waitFor(async () => (await access('alice', limited.secret, push)).actions.length > 0, {
      what: 'the token works',
    });
    expect((await access('alice', limited.secret, push)).actions).toEqual(['pull']);
    expect((await access('alice', limited.secret, 'repository:team/other:pull')).actions).toEqual([]);
    const powerless = await token(asBob, { name: 'wishful', scopes: [{ pattern: '**', actions: ['push'] }] });
    expect((await access('bob', powerless.secret, push)).actions).toEqual([]);
    // The name beside a secret is its owner's, or it is nobody's.
    expect((await access('bob', limited.secret, push)).status).toBe(401);
  });

  it('SEC-C15: take a right from a token when its owner loses it', async () => {
    const grant = await house.grant(team, { kind: 'user', id: bob.id }, 'WRITE');
    const { secret, id } = await token(asBob, { name: 'follows' });
    const push = 'repository:team/app:push';
    await waitFor(async () => (await access('bob', secret, push)).actions.includes('push'), {
      what: 'the token pushes',
    });
    await house.administrator.call(deleteGrant, { params: { id: team.id, grantId: grant } });
    await waitFor(async () => (await access('bob', secret, push)).actions.length === 0, { what: 'the right is gone' });
    await asBob.call(revokeToken, { params: { id } });
    await waitFor(async () => (await access('bob', secret, push)).status === 401, { what: 'the token is gone' });
  });

  it('show when, from where and for what a token was used last', async () => {
    const { secret, id } = await token(asAlice, { name: 'seen' });
    await access('alice', secret, 'repository:team/app:pull');
    const used = async () => (await asAlice.call(listTokens)).items.find((item) => item.id === id)?.lastUsed;
    await waitFor(async () => (await used()) !== null, { what: 'the use is seen', deadlineMs: 15_000 });
    expect(await used()).toMatchObject({ repository: 'team/app' });
  });

  it('SEC-D06: stop skopeo at once when its refresh token is ended', async () => {
    const offline = { offline_token: 'true', client_id: 'docker' };
    const login = await requestToken(house.url, {
      service: SERVICE,
      user: 'alice',
      password: PASSWORD,
      query: offline,
    });
    expect(login.refreshToken).toMatch(/^spf_/);
    const client = await house.skopeo(registry);
    client.useRefreshToken(registry.publicHost, 'alice', login.refreshToken ?? '');
    expect(await client.pull(at('team/app:v1'))).toMatchObject({ code: 0 });
    const seen = async () => (await asAlice.call(listSessions)).items.filter(({ kind }) => kind === 'refresh-token');
    await waitFor(async () => (await seen()).length > 0, { what: 'the refresh token is listed', deadlineMs: 15_000 });
    await asAlice.call(endSession, { params: { id: (await seen())[0]?.id ?? '' } });
    await waitFor(async () => (await client.pull(at('team/app:v1'))).code !== 0, { what: 'it is refused' });
    const other = await requestToken(house.url, {
      service: SERVICE,
      user: 'alice',
      password: PASSWORD,
      query: offline,
    });
    await asAlice.call(endAllSessions);
    const refresh = (refreshToken: string) =>
      postTokenForm(house.url, [
        ['grant_type', 'refresh_token'],
        ['refresh_token', refreshToken],
        ['service', SERVICE],
        ['client_id', 'test'],
        ['scope', 'repository:team/app:pull'],
      ]);
    await waitFor(async () => (await refresh(other.refreshToken ?? '')).status === 401, { what: 'all are ended' });
  });

  it('refuse passwords for docker login where only tokens are wanted, and say what to do', async () => {
    const { secret } = await token(asAlice, { name: 'docker login' });
    await house.administrator.call(changeSettings, { body: { tokensOnly: true } });
    const login = () => requestToken(house.url, { service: SERVICE, user: 'alice', password: PASSWORD });
    await waitFor(async () => (await login()).status === 401, { what: 'passwords are refused' });
    expect((await login()).text).toMatch(/token/i);
    expect((await access('alice', secret, 'repository:team/app:push')).actions).toEqual(['push']);
    await house.signIn('alice');
    await house.administrator.call(changeSettings, { body: { tokensOnly: false } });
    await waitFor(async () => (await login()).status === 200, { what: 'passwords are taken again' });
  });

  it('open the API without cookie and CSRF token, as far as the credential goes', async () => {
    const whole = await token(asAlice, { name: 'script' });
    const script = new ConsoleClient(house.url, `Bearer ${whole.secret}`);
    expect((await script.call(readProfile)).username).toBe('alice');
    const body = { principal: { kind: 'user', id: bob.id }, right: 'READ' };
    const { id } = await script.call(createGrant, { params: { id: team.id }, body });
    await script.call(deleteGrant, { params: { id: team.id, grantId: id } });
    const byName = new ConsoleClient(house.url, basic('alice', whole.secret));
    expect((await byName.call(readProfile)).username).toBe('alice');
    expect((await new ConsoleClient(house.url, basic('bob', whole.secret)).refusal(readProfile)).status).toBe(401);
    expect((await script.refusal(createUser, { body: { username: 'x', password: PASSWORD } })).status).toBe(403);
    expect(await script.refusal(createToken, { body: { name: 'minted' } })).toMatchObject({
      status: 403,
      code: 'CREDENTIAL_LIMITED',
    });

    const limited = await token(asAlice, { name: 'reader', scopes: [{ pattern: 'team/**', actions: ['pull'] }] });
    const reader = new ConsoleClient(house.url, `Bearer ${limited.secret}`);
    expect((await reader.call(listNamespaces)).items.map((item) => item.path)).toEqual(['team']);
    expect(await reader.refusal(createGrant, { params: { id: team.id }, body })).toMatchObject({
      status: 403,
      code: 'CREDENTIAL_LIMITED',
    });
    expect((await new ConsoleClient(house.url, 'Bearer spt_guess').refusal(readProfile)).status).toBe(401);
  });
});
