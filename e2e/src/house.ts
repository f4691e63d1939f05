import { appendFileSync } from 'node:fs';
import {
  completeSetup,
  createGrant,
  createGroup,
  createNamespace,
  createRegistry,
  createRobot,
  createUser,
  listSweeps,
  putGroupMember,
  readPolicy,
  readRegistryConfiguration,
  readSession,
  removeGroupMember,
  startSweep,
} from '@spectacles/contracts';
import type {
  GrantPrincipal,
  GroupView,
  IssuedRobotView,
  NamespaceView,
  NewRegistry,
  NewRobot,
  RegistryView,
  Right,
  UserView,
} from '@spectacles/contracts';
import { freePort, startRegistry, TemporaryDirectory, waitFor } from '@spectacles/testing';
import type { RunningRegistry } from '@spectacles/testing';
import { ConsoleClient } from './clients/console-client.js';
import { writeImage } from './clients/oci-image.js';
import { Skopeo } from './clients/skopeo.js';
import type { Product, ProductOptions } from './product/product.js';
import { startProduct } from './product/start-product.js';

export const ADMINISTRATOR = 'root-admin';
export const ADMINISTRATOR_PASSWORD = 'correct horse battery 7';
export const PASSWORD = 'long enough password 1';

export interface ConnectedRegistry extends RegistryView {
  readonly server: RunningRegistry;
}

/** A product that was set up, its administrator signed in, and the steps with which a suite fills it. */
export class House {
  readonly files = new TemporaryDirectory('spectacles-e2e-');
  private readonly registries: RunningRegistry[] = [];
  private readonly skopeos: Skopeo[] = [];

  private constructor(
    readonly product: Product,
    readonly administrator: ConsoleClient,
  ) {}

  static async build(options: ProductOptions = {}): Promise<House> {
    return House.setUp(await startProduct(options));
  }

  /** The first administrator of a product that runs already. */
  static async setUp(product: Product): Promise<House> {
    const administrator = new ConsoleClient(product.url);
    const body = { code: product.setupCode, username: ADMINISTRATOR, password: ADMINISTRATOR_PASSWORD };
    await administrator.call(completeSetup, { body });
    administrator.csrfToken = (await administrator.call(readSession)).csrfToken;
    return new House(product, administrator);
  }

  get url(): string {
    return this.product.url;
  }

  async user(username: string): Promise<UserView> {
    return this.administrator.call(createUser, { body: { username, password: PASSWORD } });
  }

  signIn(username: string): Promise<ConsoleClient> {
    return ConsoleClient.signedIn(this.url, username, PASSWORD);
  }

  /** Settings alone; nothing runs there. */
  async draft(settings: Partial<NewRegistry> & { readonly service: string }): Promise<RegistryView> {
    const port = await freePort();
    const defaults = { name: settings.service, kind: 'distribution-2', url: `http://127.0.0.1:${String(port)}` };
    return this.administrator.call(createRegistry, { body: { ...defaults, ...settings } });
  }

  /** Debian's docker-registry with exactly the configuration and the bundle that the product generates. */
  async registry(service: string, settings: Partial<NewRegistry> = {}): Promise<ConnectedRegistry> {
    const registry = await this.draft({ ...settings, service });
    const query = { format: 'yaml', version: '2' };
    const params = { id: registry.id };
    const configuration = await this.administrator.call(readRegistryConfiguration, { params, query });
    const bundle = await fetch(`${this.url}/keys/bundle.pem?service=${encodeURIComponent(service)}`);
    if (bundle.status !== 200) throw new Error(`bundle.pem: ${String(bundle.status)}`);
    const port = Number(new URL(registry.url).port);
    const server = await startRegistry({ configuration, bundle: await bundle.text(), port });
    this.registries.push(server);
    return { ...registry, server };
  }

  /** Reads what a registry holds: before, nobody becomes the owner of a part of it by pushing. */
  async swept({ id }: RegistryView): Promise<void> {
    await this.administrator.call(startSweep, { params: { id } });
    const hasSucceeded = async () => {
      const { items } = await this.administrator.call(listSweeps, { params: { id } });
      return items.some(({ state }) => state === 'succeeded');
    };
    await waitFor(hasSucceeded, { what: 'a sweep of the registry succeeds' });
  }

  async namespace(registry: RegistryView, path: string, owner: UserView): Promise<NamespaceView> {
    const body = { registryId: registry.id, path, owner: { kind: 'user', id: owner.id } };
    return this.administrator.call(createNamespace, { body });
  }

  async grant(namespace: NamespaceView, principal: GrantPrincipal, right: Right): Promise<string> {
    const input = { params: { id: namespace.id }, body: { principal, right } };
    return (await this.administrator.call(createGrant, input)).id;
  }

  /** A group with these people in it. */
  async group(name: string, members: readonly UserView[]): Promise<GroupView> {
    const group = await this.administrator.call(createGroup, { body: { name } });
    for (const member of members) await this.join(group, member);
    return group;
  }

  async join(group: GroupView, member: UserView): Promise<void> {
    await this.administrator.call(putGroupMember, { params: { id: group.id, userId: member.id }, body: {} });
  }

  async leave(group: GroupView, member: UserView): Promise<void> {
    await this.administrator.call(removeGroupMember, { params: { id: group.id, userId: member.id } });
  }

  /** Waits until every token server enforces what was changed before. */
  async inForce(): Promise<void> {
    const { version } = await this.administrator.call(readPolicy);
    const reached = async () => {
      const { replicas } = await this.administrator.call(readPolicy);
      return replicas.length > 0 && replicas.every((replica) => replica.version >= version);
    };
    await waitFor(reached, { what: `every token server enforces version ${String(version)}` });
  }

  /** A robot with its first secret. */
  robot(body: NewRobot): Promise<IssuedRobotView> {
    return this.administrator.call(createRobot, { body });
  }

  /** A skopeo of its own, signed in where somebody is named. */
  async skopeo(registry: ConnectedRegistry, username?: string, password = PASSWORD): Promise<Skopeo> {
    const skopeo = new Skopeo();
    this.skopeos.push(skopeo);
    if (username === undefined) return skopeo;
    const login = await skopeo.login(registry.publicHost, username, password);
    if (login.code !== 0) throw new Error(`${username} cannot log in: ${login.output}`);
    return skopeo;
  }

  /** An image with this text in it, as a directory that skopeo reads. */
  image(text: string): { readonly layout: string; readonly digest: string } {
    const layout = this.files.join(`image-${Buffer.from(text).toString('hex').slice(0, 40)}`);
    return { layout, digest: writeImage(layout, { text }) };
  }

  async close(): Promise<void> {
    for (const skopeo of this.skopeos) skopeo.remove();
    await Promise.all(this.registries.map((registry) => registry.stop()));
    await this.product.stop();
    const log = process.env['E2E_LOG'];
    if (log !== undefined) appendFileSync(log, this.product.log());
    this.files.remove();
  }
}
