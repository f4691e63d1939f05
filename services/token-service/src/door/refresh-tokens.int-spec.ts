import { newSecret, withChecksum } from '@spectacles/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { alice, basic, type House, idOf, openHouse, passwordOf } from '../test-support/house.js';
import { aCredential, aRobot } from '../test-support/machine-credentials.js';

const DAY_SECONDS = 86_400;
const SCOPE = 'repository:team/app:pull,push';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

async function login(name: string, secret: string): Promise<string> {
  const reply = await house.ask('service=reg-a&offline_token=true&client_id=docker', basic(name, secret));
  expect(reply.status).toBe(200);
  return String(reply.body['refresh_token']);
}
const refresh = (token: string, more = 'service=reg-a') =>
  house.post(`grant_type=refresh_token&refresh_token=${encodeURIComponent(token)}&scope=${SCOPE}&${more}`);
const statusOf = async (token: string, more?: string) => (await refresh(token, more)).status;

describe('a refresh token', () => {
  it('is taken again and again, by any client, and answered with itself', async () => {
    const token = await login('alice', passwordOf('alice'));
    house.identity.reachable = false;
    for (const client of ['docker', 'containerd-client', 'containers/image', 'go-containerregistry']) {
      const reply = await refresh(token, `service=reg-a&client_id=${client}`);
      expect(reply.claims).toMatchObject({ sub: 'alice', aud: 'reg-a', access: [{ actions: ['pull', 'push'] }] });
      expect(reply.body).toMatchObject({ refresh_token: token, scope: SCOPE, token_type: 'Bearer' });
    }
    const repeated = await refresh(token, 'service=reg-a&scope=repository:team/other:pull');
    expect(repeated.claims?.access).toHaveLength(2);
    expect((await refresh(token, '')).claims).toMatchObject({ aud: 'reg-a' });
  });

  it('is told apart from every look-alike without a look at the policy', async () => {
    const token = await login('alice', passwordOf('alice'));
    const flipped = token.slice(0, 60) + (token[60] === 'A' ? 'B' : 'A') + token.slice(61, -6);
    const lookalikes = ['anything', newSecret('spt_'), withChecksum(flipped), token.slice(0, -1), `${token}x`];
    for (const lookalike of lookalikes) expect(await statusOf(lookalike)).toBe(401);
    const refused = await refresh('anything');
    expect(refused.body).toMatchObject({ error: 'invalid_grant', errors: [{ code: 'UNAUTHORIZED' }] });
    expect(refused.body['error_description']).toBe('This login has ended. Log in again.');
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic/u);
  });

  it('SEC-A18 guesses cost no look-up, are refused, and counted for their address alone', async () => {
    const token = await login('alice', passwordOf('alice'));
    const statuses: number[] = [];
    for (let index = 0; index < 70; index += 1)
      statuses.push(await statusOf(withChecksum(`spf_v1.x.${String(index)}`)));
    expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    expect(await statusOf(token)).toBe(200);
    expect(house.identity.verifications).toBe(1);
  });

  it('that has ended says so however often it comes, and takes nothing from others at its address', async () => {
    const token = await login('alice', passwordOf('alice'));
    house.policy.put({ ...alice, refreshRevokedBelow: house.policy.version + 1 });
    const statuses = new Set<number>();
    for (let index = 0; index < 70; index += 1) statuses.add(await statusOf(token));
    expect([...statuses]).toEqual([401]);
    expect((await refresh(token)).body['error_description']).toBe('This login has ended. Log in again.');
    expect(await statusOf(withChecksum('spf_v1.x.guess'))).toBe(401);
  });

  it('SEC-D03 is refused at another registry', async () => {
    const token = await login('alice', passwordOf('alice'));
    const reply = await refresh(token, 'service=reg-b');
    expect([reply.status, reply.body['error'], reply.claims]).toEqual([401, 'invalid_grant', null]);
  });

  it.each(['username=admin', 'account=admin'])('SEC-D04 is refused with another name beside it: %s', async (name) => {
    const token = await login('alice', passwordOf('alice'));
    expect(await statusOf(token, `service=reg-a&${name}`)).toBe(401);
    expect(await statusOf(token, `service=reg-a&${name.replace('admin', 'alice')}`)).toBe(200);
  });

  it('SEC-D05 is no password, with or without a name, nor a bearer token', async () => {
    const token = await login('alice', passwordOf('alice'));
    const before = house.identity.verifications;
    const scope = `service=reg-a&scope=${SCOPE}`;
    for (const header of [basic('alice', token), basic('', token), { authorization: `Bearer ${token}` }]) {
      expect((await house.ask(scope, header)).status).toBe(401);
    }
    const form = await house.post(`grant_type=password&username=alice&password=${token}&${scope}`);
    expect([form.status, house.identity.verifications]).toEqual([401, before]);
  });

  it('SEC-D06 ends with its time, its subject, its credential, a new password, and by its own id', async () => {
    const pat = aCredential(51, alice);
    house.policy.put(pat.state);
    const byPassword = await login('alice', passwordOf('alice'));
    const byToken = await login('alice', pat.secret);
    house.policy.remove('credential', pat.state.id);
    expect([await statusOf(byPassword), await statusOf(byToken)]).toEqual([200, 401]);
    house.policy.put({ ...alice, status: 'disabled' });
    expect(await statusOf(byPassword)).toBe(401);
    house.policy.put({ ...alice, credentialVersion: 2, refreshRevokedBelow: house.policy.version + 1 });
    expect(await statusOf(byPassword)).toBe(401);
    const second = await login('alice', passwordOf('alice'));
    expect(await statusOf(second)).toBe(200);
    const record = (await house.recorded()).findLast((one) => one.kind === 'decision' && one.refreshTokenIssued);
    const id = record?.kind === 'decision' ? (record.refreshTokenId ?? '') : '';
    house.policy.put({ kind: 'refresh-revocation', id, expiresAt: new Date().toISOString() });
    expect(await statusOf(second)).toBe(401);
    const third = await login('alice', passwordOf('alice'));
    house.clock.advanceSeconds(90 * DAY_SECONDS - 1);
    expect(await statusOf(third)).toBe(200);
    house.clock.advanceSeconds(1);
    expect(await statusOf(third)).toBe(401);
  });

  it('SEC-D07 made with a limited credential has its limits, its networks and its end', async () => {
    const soon = new Date(house.clock.now().getTime() + 3_600_000).toISOString();
    const robot = aRobot(61, 'team+ci', { namespaceId: idOf(21) });
    const scopes = [{ pattern: 'team/app', actions: ['pull' as const] }];
    const secret = aCredential(62, robot, { scopes, expiresAt: soon });
    house.policy.put(robot, secret.state);
    const token = await login('team+ci', secret.secret);
    expect((await refresh(token)).claims).toMatchObject({ sub: 'team+ci', access: [{ actions: ['pull'] }] });
    house.policy.put({ ...secret.state, addressRanges: ['198.51.100.7'] });
    expect(await statusOf(token)).toBe(401);
    house.policy.put(secret.state);
    expect(await statusOf(token)).toBe(200);
    house.clock.advanceSeconds(3600);
    // The credential may be prolonged: what was made before is not.
    house.policy.put({ ...secret.state, expiresAt: null });
    expect(await statusOf(token)).toBe(401);
  });

  it('made by a password is refused where only tokens are taken, made by a token it goes on', async () => {
    const pat = aCredential(51, alice);
    house.policy.put(pat.state);
    const [byPassword, byToken] = [await login('alice', passwordOf('alice')), await login('alice', pat.secret)];
    const settings = { decisionRetentionDays: 90, activityRetentionDays: 365 };
    house.policy.put({ kind: 'settings', id: idOf(99), tokensOnly: true, ...settings });
    expect([await statusOf(byPassword), await statusOf(byToken)]).toEqual([401, 200]);
    expect((await refresh(byPassword)).body['error_description']).toMatch(/Make a personal access token/u);
  });

  it('is told again by what uses it, with the credential that it was made with', async () => {
    const pat = aCredential(51, alice);
    house.policy.put(pat.state);
    const token = await login('alice', pat.secret);
    await refresh(token);
    const [made, used] = (await house.recorded()).slice(-2);
    expect(made).toMatchObject({ refreshTokenIssued: true, credential: { kind: 'token', id: pat.state.id } });
    expect(used).toMatchObject({
      refreshTokenIssued: false,
      refreshTokenId: made?.kind === 'decision' ? made.refreshTokenId : '',
      credential: { kind: 'refresh-token', id: pat.state.id, name: pat.state.name },
    });
    expect(house.lines.join('\n')).not.toContain(token);
    expect(JSON.stringify(await house.recorded())).not.toContain('spf_');
  });
});
