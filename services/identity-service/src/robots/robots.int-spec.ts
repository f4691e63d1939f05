import {
  type Caller,
  changeRobot,
  createGrant,
  createRobot,
  deleteRobot,
  deleteRobotSecret,
  IssuedRobotSecretView,
  IssuedRobotView,
  listRobots,
  type NamespaceView,
  type NewRobot,
  readProfile,
  readRobot,
  type RegistryView,
  ResolveCredential,
  rotateRobotSecret,
  type UserView,
} from '@spectacles/contracts';
import { hashSecret, secretPrefix } from '@spectacles/platform';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness } from '../test-support/identity-harness.js';

const DAY_MS = 24 * 3_600_000;
const ADDRESS = '192.0.2.7';

describe.each(databaseKinds)('robots on %s', (kind) => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let root: UserView;
  let alice: UserView;
  let mallory: UserView;
  let registry: RegistryView;
  let team: NamespaceView;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    identity = await IdentityHarness.start({ databaseUrl: databases.make() });
    root = await identity.setUp();
    alice = await identity.user(root, 'alice');
    mallory = await identity.user(root, 'mallory');
    registry = await identity.registry(root);
    team = await identity.namespace(root, registry, 'team', alice);
  });
  afterEach(() => identity.close());

  const make = async (body: NewRobot, as = alice): Promise<IssuedRobotView> =>
    IssuedRobotView.parse((await identity.call(createRobot, { as, body })).body);
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error as { code: string; status: number; errors?: { pointer: string }[] },
    );
  const refusedRobot = (body: unknown, as = alice) => refused(identity.call(createRobot, { as, body }));
  const resolve = async (secret: string, address = ADDRESS): Promise<Caller | null> => {
    const request = { secretHash: hashSecret(secret), name: null, address };
    return (await identity.messages.request(ResolveCredential, request)).caller;
  };
  const change = (id: string, body: object, as = alice) => identity.call(changeRobot, { as, params: { id }, body });
  const rotate = async (id: string, body: object = {}) =>
    IssuedRobotSecretView.parse((await identity.call(rotateRobotSecret, { as: alice, params: { id }, body })).body);
  const logins = async (as: UserView, query = {}) =>
    listRobots.reply.parse((await identity.call(listRobots, { as, query })).body).items.map(({ login }) => login);

  it('are made by who manages their namespace, with a login that says so', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    expect(robot).toMatchObject({
      login: 'team+ci',
      namespacePath: 'team',
      registryId: registry.id,
      publicHost: registry.publicHost,
      status: 'active',
    });
    expect(secretPrefix(robot.secret)).toBe('spr_');
    const owner = { kind: 'robot', id: robot.id };
    expect(await resolve(robot.secret)).toEqual({ kind: 'credential', credentialId: robot.secrets[0]?.id, owner });
    expect(JSON.stringify(await identity.policyRows())).not.toContain(robot.secret);
  });

  it('of the installation are made by administrators', async () => {
    expect((await make({ name: 'mirror' }, root)).login).toBe('+mirror');
    expect(await refusedRobot({ name: 'mine' })).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
  });

  it('are not made by others, who learn nothing', async () => {
    expect(await refusedRobot({ nonsense: true }, mallory)).toMatchObject({ status: 403 });
    const other = await identity.namespace(root, registry, 'other', mallory);
    const hidden = await refusedRobot({ name: 'ci', namespaceId: other.id });
    const missing = await refusedRobot({ name: 'ci', namespaceId: '0192aa00-0000-7000-8000-000000000000' });
    expect(hidden).toMatchObject({ status: 422, code: 'NAMESPACE_NOT_FOUND' });
    expect(missing).toEqual(hidden);
    await identity.grant(mallory, other, { principal: { kind: 'user', id: alice.id }, right: 'FULL' });
    expect(await refusedRobot({ name: 'ci', namespaceId: other.id })).toMatchObject({ status: 403 });
  });

  it('SEC-C16 never get a login that was another robot’s', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    expect(await refusedRobot({ name: 'ci', namespaceId: team.id })).toMatchObject({ code: 'ROBOT_NAME_TAKEN' });
    await identity.call(deleteRobot, { as: alice, params: { id: robot.id } });
    expect(await refusedRobot({ name: 'ci', namespaceId: team.id })).toMatchObject({ code: 'ROBOT_NAME_TAKEN' });
    expect(await resolve(robot.secret)).toBeNull();
  });

  it('of namespaces of one path in two registries have different names, and the refusal says which is free', async () => {
    const second = await identity.registry(root, { name: 'second', service: 'second' });
    const twin = await identity.namespace(root, second, team.path, alice);
    await make({ name: 'ci', namespaceId: team.id });
    await make({ name: 'ci-2', namespaceId: team.id });
    const refused = await refusedRobot({ name: 'ci', namespaceId: twin.id });
    const message = expect.stringMatching(/same path in another registry.*The name "ci-3" is free\.$/) as string;
    expect(refused).toMatchObject({ status: 409, code: 'ROBOT_NAME_TAKEN', message });
    expect(refused).toMatchObject({ errors: [{ pointer: '/name', message }] });
    expect(await make({ name: 'ci-3', namespaceId: twin.id })).toMatchObject({ login: 'team+ci-3' });
    expect(await refusedRobot({ name: 'ci-2', namespaceId: twin.id })).toMatchObject({
      message: expect.stringContaining('"ci-4"') as string,
    });
    const long = 'x'.repeat(64);
    await make({ name: long, namespaceId: team.id });
    expect(await refusedRobot({ name: long, namespaceId: twin.id })).toMatchObject({
      message: expect.stringContaining('Choose another name.') as string,
    });
  });

  it('take their secrets and their entries with them', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    const body = { principal: { kind: 'robot', id: robot.id }, right: 'READ' };
    const grant = (await identity.call(createGrant, { as: alice, params: { id: team.id }, body })).body as {
      id: string;
    };
    await identity.call(deleteRobot, { as: alice, params: { id: robot.id } });
    const last = (await identity.policyRows()).at(-1)?.n;
    const gone = (await identity.policyRows()).filter(({ n }) => n === last).map(({ key, state }) => [key, state]);
    expect(new Map(gone as [string, null][])).toEqual(
      new Map([
        [robot.id, null],
        [grant.id, null],
        [robot.secrets[0]?.id ?? '', null],
      ]),
    );
  });

  it('are refused scopes that match nothing where they are', async () => {
    const other = await identity.registry(root, { name: 'second', service: 'second' });
    const actions = ['pull'];
    const cases: [object, string, string][] = [
      [{ pattern: 'base/*', actions }, 'PATTERN_OUTSIDE', '/scopes/0/pattern'],
      [{ pattern: 'team', actions }, 'PATTERN_OUTSIDE', '/scopes/0/pattern'],
      [{ pattern: 'team/app', actions, registryId: other.id }, 'PATTERN_OUTSIDE', '/scopes/0/registryId'],
      [{ pattern: 'team/***', actions }, 'PATTERN_INVALID', '/scopes/0/pattern'],
    ];
    for (const [scope, code, pointer] of cases)
      expect(await refusedRobot({ name: 'ci', namespaceId: team.id, scopes: [scope] })).toMatchObject({
        code,
        errors: [{ pointer }],
      });
    const robot = await make({ name: 'ci', namespaceId: team.id, scopes: [{ pattern: 'team/**', actions: ['push'] }] });
    expect(await refused(change(robot.id, { scopes: [{ pattern: 'else', actions }] }))).toMatchObject({
      code: 'PATTERN_OUTSIDE',
    });
  });

  it('work until they end, from where they may, and while they are enabled', async () => {
    const expiresAt = new Date(identity.clock.now().getTime() + DAY_MS).toISOString();
    const robot = await make({ name: 'ci', namespaceId: team.id, expiresAt, addressRanges: ['192.0.2.0/24'] });
    expect(await resolve(robot.secret)).not.toBeNull();
    expect(await resolve(robot.secret, '198.51.100.1')).toBeNull();
    await change(robot.id, { status: 'disabled' });
    expect(await resolve(robot.secret)).toBeNull();
    await change(robot.id, { status: 'active' });
    identity.clock.advance(DAY_MS);
    expect(await resolve(robot.secret)).toBeNull();
    await change(robot.id, { expiresAt: null });
    expect(await resolve(robot.secret)).not.toBeNull();
  });

  it('SEC-D06 lose their refresh tokens for good when they are disabled', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    const { policyVersion } = await change(robot.id, { status: 'disabled' });
    await change(robot.id, { status: 'active' });
    const states = (await identity.policyRows()).filter(({ key }) => key === robot.id);
    expect(JSON.parse(states.at(-1)?.state ?? '')).toMatchObject({
      status: 'active',
      refreshRevokedBelow: policyVersion,
    });
  });

  it('rotate without a gap: two secrets live at most', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    const second = await rotate(robot.id);
    expect(await resolve(robot.secret)).not.toBeNull();
    expect(await resolve(second.secret)).not.toBeNull();
    expect(await refused(rotate(robot.id))).toMatchObject({ code: 'TOO_MANY_SECRETS', status: 409 });
    const params = { id: robot.id, secretId: robot.secrets[0]?.id ?? '' };
    await identity.call(deleteRobotSecret, { as: alice, params });
    expect(await resolve(robot.secret)).toBeNull();
    expect(await resolve(second.secret)).not.toBeNull();
  });

  it('let the secrets before end when they are told to', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    const end = new Date(identity.clock.now().getTime() + DAY_MS);
    const passed = { previousExpiresAt: identity.clock.now().toISOString() };
    expect(await refused(rotate(robot.id, passed))).toMatchObject({ code: 'EXPIRY_PASSED' });
    const second = await rotate(robot.id, { previousExpiresAt: end.toISOString() });
    identity.clock.set(end);
    expect(await resolve(robot.secret)).toBeNull();
    expect(await resolve(second.secret)).not.toBeNull();
    await rotate(robot.id);
    const view = await identity.call(readRobot, { as: alice, params: { id: robot.id } });
    expect((view.body as { secrets: unknown[] }).secrets).toHaveLength(2);
  });

  it('are listed for who runs them', async () => {
    await make({ name: 'ci', namespaceId: team.id });
    await make({ name: 'mirror' }, root);
    expect(await logins(root)).toEqual(['+mirror', 'team+ci']);
    expect(await logins(alice)).toEqual(['team+ci']);
    expect(await logins(mallory)).toEqual([]);
    expect(await logins(root, { namespaceId: team.id })).toEqual(['team+ci']);
    expect(await logins(root, { q: 'mir' })).toEqual(['+mirror']);
  });

  it('are hidden from everybody else', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    const params = { id: robot.id, secretId: robot.secrets[0]?.id ?? '' };
    for (const route of [readRobot, changeRobot, deleteRobot, rotateRobotSecret, deleteRobotSecret])
      expect(await refused(identity.call(route, { as: mallory, params, body: {} }))).toMatchObject({ status: 404 });
  });

  it('SEC-C14 have no profile, and change nothing at the API', async () => {
    const robot = await make({ name: 'ci', namespaceId: team.id });
    const caller = await resolve(robot.secret);
    if (caller === null) throw new Error('The robot is not known.');
    for (const route of [readProfile, createRobot, listRobots])
      expect(await refused(identity.call(route, { envelope: { caller }, body: {} }))).toMatchObject({
        status: 403,
        code: 'CREDENTIAL_LIMITED',
      });
  });
});
