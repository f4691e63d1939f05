import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

import {
  findProgram,
  pushImage,
  requireProgram,
  type RunningRegistry,
  startRegistry,
  TemporaryDirectory,
} from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { alice, basic, type House, idOf, openHouse, passwordOf } from '../test-support/house.js';
import { aCredential, aRobot } from '../test-support/machine-credentials.js';

const run = promisify(execFile);

describe.skipIf(!requireProgram('docker-registry', 'skopeo'))('skopeo and a real registry', () => {
  const directory = new TemporaryDirectory();
  const robot = aRobot(61, 'team+ci', { namespaceId: idOf(21), scopes: [{ pattern: 'team/app', actions: ['push'] }] });
  const secret = aCredential(62, robot);
  let house: House;
  let registry: RunningRegistry;

  beforeAll(async () => {
    house = await openHouse();
    house.policy.put(robot, secret.state);
    const bundle = await (await fetch(`${house.url}/keys/bundle.pem?service=reg-a`)).text();
    registry = await startRegistry({
      token: { realm: `${house.url}/token`, service: 'reg-a', issuer: 'Auth service', bundle },
    });
    await pushImage({ url: registry.url, token: await tokenFor('team/app') }, { repository: 'team/app', tag: 'v1' });
  });
  afterAll(async () => {
    await registry.stop();
    await house.close();
    directory.remove();
  });

  async function tokenFor(repository: string): Promise<string> {
    const reply = await house.ask(
      `service=reg-a&scope=repository:${repository}:pull,push`,
      basic('team+ci', secret.secret),
    );
    return String(reply.body['token']);
  }

  /** Signed in by the file that `docker login` and `skopeo login` write. */
  async function skopeo(entry: Record<string, string>, ...args: string[]): Promise<{ ok: boolean; output: string }> {
    const file = directory.join('auth.json');
    writeFileSync(file, JSON.stringify({ auths: { [registry.host]: entry } }));
    const tls = args[0] === 'copy' ? ['--src-tls-verify=false', '--dest-tls-verify=false'] : ['--tls-verify=false'];
    const [command = '', ...rest] = args;
    return run(findProgram('skopeo') ?? '', [command, '--authfile', file, ...tls, ...rest]).then(
      ({ stdout }) => ({ ok: true, output: stdout }),
      (error: unknown) => ({ ok: false, output: String(error) }),
    );
  }
  const at = (name: string) => `docker://${registry.host}/${name}`;
  const asRobot = () => ({ auth: Buffer.from(`team+ci:${secret.secret}`).toString('base64') });

  it('SEC-C14 a robot pushes to its one repository, and is denied the next one', async () => {
    expect(await skopeo(asRobot(), 'copy', at('team/app:v1'), at('team/app:v2'))).toMatchObject({ ok: true });
    const next = await skopeo(asRobot(), 'copy', at('team/app:v1'), at('team/next:v1'));
    expect(next).toMatchObject({
      ok: false,
      output: expect.stringMatching(/denied|unauthorized|authentication/iu) as string,
    });
  });

  it('SEC-D06 a refresh token works until it is ended, and then no more', async () => {
    const login = await house.ask('service=reg-a&offline_token=true', basic('alice', passwordOf('alice')));
    const entry = {
      auth: Buffer.from('alice:').toString('base64'),
      identitytoken: String(login.body['refresh_token']),
    };
    expect(await skopeo(entry, 'inspect', '--raw', at('team/app:v1'))).toMatchObject({ ok: true });
    house.policy.put({ ...alice, refreshRevokedBelow: house.policy.version + 1 });
    expect(await skopeo(entry, 'inspect', '--raw', at('team/app:v1'))).toMatchObject({ ok: false });
  });

  it('SEC-D05 the registry takes no refresh token for an access token', async () => {
    const login = await house.ask('service=reg-a&offline_token=true', basic('alice', passwordOf('alice')));
    const headers = { authorization: `Bearer ${String(login.body['refresh_token'])}` };
    expect((await fetch(`${registry.url}/v2/`, { headers })).status).toBe(401);
  });
});
