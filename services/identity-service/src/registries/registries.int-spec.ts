import {
  changeRegistry,
  createDefaultGrant,
  createRegistry,
  deleteNamespace,
  deleteRegistry,
  listRegistries,
  readRegistry,
  readRegistryConfiguration,
  type UserView,
} from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityHarness } from '../test-support/identity-harness.js';

let identity: IdentityHarness;
let root: UserView;

beforeEach(async () => {
  identity = await IdentityHarness.start({ publicUrl: 'https://spectacles.example.com/spec', issuer: 'The house' });
  root = await identity.setUp();
});
afterEach(() => identity.close());

const minimal = { name: 'main', url: 'http://registry:5000/', kind: 'distribution-2', service: 'Docker registry' };

describe('registries', () => {
  it('are made with the defaults of the interface', async () => {
    const reply = await identity.call(createRegistry, { as: root, body: minimal });
    const registry = createRegistry.reply.parse(reply.body);
    expect(registry).toMatchObject({
      ...minimal,
      publicHost: 'registry:5000',
      issuer: 'The house',
      refuseAnonymous: false,
      headerMode: 'x5c',
      caCertificate: null,
      pullTokenSeconds: 300,
      pushTokenSeconds: 900,
      realm: 'https://spectacles.example.com/spec/token',
      version: 1,
    });
    expect(reply).toMatchObject({ status: 201, location: `/registries/${registry.id}`, policyVersion: 2 });
  });

  it('never share a service name, also after the first is gone', async () => {
    const registry = await identity.registry(root, { service: 'one' });
    const again = () => identity.registry(root, { name: 'other', service: 'one' });
    await expect(again()).rejects.toMatchObject({ code: 'SERVICE_TAKEN', status: 409 });
    await identity.call(deleteRegistry, { as: root, params: { id: registry.id } });
    await expect(again()).rejects.toMatchObject({ code: 'SERVICE_TAKEN', status: 409 });
  });

  it('do not share a name while both are there', async () => {
    const first = await identity.registry(root, { name: 'main', service: 'one' });
    const second = await identity.registry(root, { name: 'second', service: 'two' });
    await expect(identity.registry(root, { name: 'main', service: 'three' })).rejects.toMatchObject({
      code: 'REGISTRY_NAME_TAKEN',
    });
    const rename = { as: root, params: { id: second.id }, body: { name: 'main' } };
    await expect(identity.call(changeRegistry, rename)).rejects.toMatchObject({ code: 'REGISTRY_NAME_TAKEN' });
    await identity.call(deleteRegistry, { as: root, params: { id: first.id } });
    expect((await identity.call(changeRegistry, rename)).body).toMatchObject({ name: 'main', version: 2 });
  });

  it('change in everything but the service', async () => {
    const { id } = await identity.registry(root);
    const body = {
      url: 'https://registry.example.com',
      publicHost: 'registry.example.com',
      kind: 'zot',
      headerMode: 'kid-libtrust',
      refuseAnonymous: true,
      pullTokenSeconds: 60,
      caCertificate: 'PEM',
    };
    await identity.call(changeRegistry, { as: root, params: { id }, body });
    expect((await identity.call(readRegistry, { as: root, params: { id } })).body).toMatchObject(body);
    const renamed = identity.call(changeRegistry, { as: root, params: { id }, body: { service: 'other' } });
    await expect(renamed).rejects.toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/service' }] });
  });

  it('are not deleted while they have namespaces, and take their defaults with them', async () => {
    const registry = await identity.registry(root);
    const namespace = await identity.namespace(root, registry, 'team', root);
    const remove = () => identity.call(deleteRegistry, { as: root, params: { id: registry.id } });
    await expect(remove()).rejects.toMatchObject({ code: 'REGISTRY_HAS_NAMESPACES', status: 409 });
    await identity.call(deleteNamespace, { as: root, params: { id: namespace.id } });
    const body = { principal: { kind: 'everyone' }, right: 'READ' };
    await identity.call(createDefaultGrant, { as: root, params: { id: registry.id }, body });
    await remove();
    const gone = (await identity.policyRows()).filter(({ state }) => state === null).map(({ kind }) => kind);
    expect(gone).toEqual(['namespace', 'grant', 'registry']);
  });

  it('are listed by name', async () => {
    for (const name of ['b', 'a', 'c']) await identity.registry(root, { name, service: name });
    const list = async (query: Record<string, string>) =>
      listRegistries.reply.parse((await identity.call(listRegistries, { as: root, query })).body);
    const first = await list({ limit: '2' });
    expect(first.items.map(({ name }) => name)).toEqual(['a', 'b']);
    expect((await list({ cursor: first.next ?? '' })).items.map(({ name }) => name)).toEqual(['c']);
    expect((await list({ q: 'B' })).items.map(({ name }) => name)).toEqual(['b']);
  });

  it('have their configuration from the address that people use', async () => {
    const { id } = await identity.registry(root, { service: 'Docker registry' });
    const configuration = async (query: Record<string, string>) =>
      identity.call(readRegistryConfiguration, { as: root, params: { id }, query });
    const reply = await configuration({});
    expect(reply).toMatchObject({ status: 200, contentType: 'text/plain; charset=utf-8' });
    expect(reply.body).toContain('realm: https://spectacles.example.com/spec/token\n');
    expect(reply.body).toContain('https://spectacles.example.com/spec/keys/bundle.pem?service=Docker%20registry');
    expect((await configuration({ version: 'zot' })).body).toContain('distSpecVersion');
    expect((await configuration({ format: 'environment' })).body).toContain('REGISTRY_AUTH=token');
    await expect(configuration({ format: 'toml' })).rejects.toMatchObject({ code: 'MALFORMED_REQUEST', status: 400 });
  });
});
