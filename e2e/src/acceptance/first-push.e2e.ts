import {
  changeGrant,
  completeSetup,
  createUser,
  deleteGrant,
  listRepositories,
  listTags,
  readSetup,
  readTag,
} from '@spectacles/contracts';
import type { NamespaceView, UserView } from '@spectacles/contracts';
import { requireProgram, waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Skopeo } from '../clients/skopeo.js';
import { requestToken } from '../clients/token-client.js';
import { House, PASSWORD } from '../house.js';
import type { ConnectedRegistry } from '../house.js';

/** Words by which people recognize a refusal, and not a fault. */
const READABLE_REFUSAL = /denied|unauthorized|authentication required/i;

describe.skipIf(!requireProgram('docker-registry', 'skopeo'))('from set-up to the first push', () => {
  let house: House;
  let registry: ConnectedRegistry;
  let alice: UserView;
  let bob: UserView;
  let team: NamespaceView;
  let owner: Skopeo;
  const image = (text = 'hello') => house.image(text);
  const at = (name: string) => `${registry.publicHost}/${name}`;

  beforeAll(async () => {
    house = await House.build();
    registry = await house.registry('main-registry');
    [alice, bob] = [await house.user('alice'), await house.user('bob')];
    team = await house.namespace(registry, 'team', alice);
    const open = await house.namespace(registry, 'public', alice);
    await house.grant(team, { kind: 'user', id: bob.id }, 'READ');
    await house.grant(open, { kind: 'anonymous' }, 'READ');
    owner = await house.skopeo(registry, 'alice');
  });
  afterAll(() => house.close());

  it('needs no set-up any more', async () => {
    expect(await house.administrator.call(readSetup)).toEqual({ required: false });
    const body = { code: house.product.setupCode, username: 'second', password: PASSWORD };
    expect(await house.administrator.refusal(completeSetup, { body })).toMatchObject({
      status: 409,
      code: 'SETUP_COMPLETED',
    });
  });

  it('lets the owner log in, push, pull and list tags', async () => {
    const { layout } = image();
    expect(await owner.push(layout, at('team/first:v1'))).toMatchObject({ code: 0 });
    expect(await owner.pull(at('team/first:v1'))).toMatchObject({ code: 0 });
    const listed = await owner.listTags(at('team/first'));
    expect(JSON.parse(listed.output)).toMatchObject({ Tags: ['v1'] });
  });

  it('copies between repositories by mounting', async () => {
    await owner.push(image().layout, at('team/origin:v1'));
    expect(await owner.copy(at('team/origin:v1'), at('team/copied:v1'))).toMatchObject({ code: 0 });
    await waitFor(() => registry.server.process.log.includes('blobs/uploads/?from=team%2Forigin&mount='), {
      what: 'the registry was asked to mount',
    });
    expect(await owner.pull(at('team/copied:v1'))).toMatchObject({ code: 0 });
  });

  it('lets the owner delete, and shows the tag gone after the sweeps', async () => {
    await owner.push(image('to be deleted').layout, at('team/short-lived:v1'));
    const shown = () => tagNames('team/short-lived');
    await waitFor(async () => (await shown()).includes('v1'), { what: 'the tag is shown', deadlineMs: 20_000 });
    expect(await owner.delete(at('team/short-lived:v1'))).toMatchObject({ code: 0 });
    await waitFor(async () => (await shown()).length === 0, { what: 'the tag is gone', deadlineMs: 20_000 });
  });

  it('lets READ pull but not push, and says so', async () => {
    await owner.push(image().layout, at('team/shared:v1'));
    const reader = await house.skopeo(registry, 'bob');
    expect(await reader.pull(at('team/shared:v1'))).toMatchObject({ code: 0 });
    const refused = await reader.push(image('changed').layout, at('team/shared:v2'));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(READABLE_REFUSAL);
    const deletion = await reader.delete(at('team/shared:v1'));
    expect(deletion.code).not.toBe(0);
  });

  it('refuses a push outside every namespace, to everybody but an administrator', async () => {
    const refused = await owner.push(image().layout, at('nobody/app:v1'));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(READABLE_REFUSAL);
  });

  it('lets anonymous pull what is public, and nothing else', async () => {
    await owner.push(image().layout, at('public/app:v1'));
    await owner.push(image().layout, at('team/private:v1'));
    const anonymous = await house.skopeo(registry);
    expect(await anonymous.pull(at('public/app:v1'))).toMatchObject({ code: 0 });
    const refused = await anonymous.pull(at('team/private:v1'));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(READABLE_REFUSAL);
    expect((await anonymous.push(image().layout, at('public/app:v2'))).code).not.toBe(0);
  });

  it('takes a right away at the next token', async () => {
    const dave = await house.user('dave');
    const grantId = await house.grant(team, { kind: 'user', id: dave.id }, 'WRITE');
    const ask = () =>
      requestToken(house.url, {
        service: registry.service,
        scopes: ['repository:team/app:pull,push'],
        user: 'dave',
        password: PASSWORD,
      });
    await waitFor(async () => (await ask()).access['repository:team/app']?.join() === 'pull,push', {
      what: 'the right is in force',
      deadlineMs: 2000,
    });
    const params = { id: team.id, grantId };
    await house.administrator.call(changeGrant, { params, body: { right: 'READ' } });
    await waitFor(async () => (await ask()).access['repository:team/app']?.join() === 'pull', {
      what: 'the smaller right is in force',
      deadlineMs: 2000,
    });
    await house.administrator.call(deleteGrant, { params });
    await waitFor(async () => Object.keys((await ask()).access).length === 0, {
      what: 'the right is gone',
      deadlineMs: 2000,
    });
  });

  it('shows a pushed tag with what its manifest says, to whoever may pull it', async () => {
    const { layout, digest } = image('to be seen');
    await owner.push(layout, at('team/seen:v1'));
    await waitFor(async () => (await tagNames('team/seen')).includes('v1'), {
      what: 'the tag is shown',
      deadlineMs: 20_000,
    });
    const reader = await house.signIn('bob');
    const [repository] = (await reader.call(listRepositories, { query: { q: 'team/seen' } })).items;
    expect(repository).toMatchObject({
      name: 'team/seen',
      registryId: registry.id,
      publicHost: registry.publicHost,
      tagCount: 1,
    });
    const tag = await reader.call(readTag, { params: { id: repository?.id ?? '', name: 'v1' } });
    expect(tag).toMatchObject({
      name: 'v1',
      digest,
      platforms: ['linux/amd64'],
      createdAt: '2026-01-02T03:04:05.000Z',
    });
    expect(tag.sizeBytes).toBeGreaterThan(1000);
    await house.user('erin');
    const stranger = await house.signIn('erin');
    expect(await stranger.call(listRepositories, { query: { q: 'team/' } })).toMatchObject({ items: [] });
  });

  it('refuses what a plain user may not do', async () => {
    const reader = await house.signIn('bob');
    const body = { username: 'mallory', password: PASSWORD };
    expect(await reader.refusal(createUser, { body })).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
  });

  async function tagNames(name: string): Promise<string[]> {
    const { items } = await house.administrator.call(listRepositories, { query: { q: name } });
    const repository = items.find((item) => item.name === name);
    if (repository === undefined) return [];
    const tags = await house.administrator.call(listTags, { params: { id: repository.id } });
    return tags.items.map((tag) => tag.name);
  }
});
