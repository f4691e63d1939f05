import { connect, PermissionViolationError } from '@nats-io/transport-node';
import { listUsers } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProblem } from '../clients/console-client.js';
import { House } from '../house.js';
import { BUS_USERS } from '../product/distributed.js';
import type { DistributedProduct } from '../product/distributed.js';

const USERS = Object.values(BUS_USERS);
const CONSOLE = ['identity.v1.console.listUsers', 'catalog.v1.console.listRepositories', 'sync.v1.console.startSweep'];
const TOKEN_SERVERS = [
  'identity.v1.key-ring.put',
  'identity.v1.credentials.verify',
  'identity.v1.namespace.reserve',
  'catalog.v1.decisions.append',
  'token.v1.replica.reported',
  'token.v1.replica.left',
];
const others = (...allowed: string[]) => USERS.filter((user) => !allowed.includes(user));
const each = (users: readonly string[], subjects: readonly string[]) =>
  users.flatMap((user) => subjects.map((subject) => [user, subject] as const));

describe('the bus', () => {
  let house: House;
  let product: DistributedProduct;
  beforeAll(async () => {
    house = await House.build();
    product = house.product as DistributedProduct;
  });
  afterAll(() => house.close());

  const as = (user: string) => {
    const url = new URL(product.busUrl(user));
    const inboxPrefix = `_INBOX_${user}`;
    return connect({ servers: url.host, user, pass: decodeURIComponent(url.password), inboxPrefix });
  };

  /** The subject that the broker refused, or null where nothing was refused before the round trip ended. */
  async function refusedPublish(user: string, subject: string): Promise<string | null> {
    const connection = await as(user);
    let refused: string | null = null;
    void (async () => {
      for await (const status of connection.status()) {
        if (status.type === 'error' && status.error instanceof PermissionViolationError) refused = status.error.subject;
      }
    })();
    connection.publish(subject, '{}');
    await connection.flush();
    await connection.close();
    return refused;
  }

  async function mayListen(user: string, subject: string): Promise<boolean> {
    const connection = await as(user);
    let refused = false;
    connection.subscribe(subject, {
      callback: (error) => {
        refused ||= error instanceof PermissionViolationError;
      },
    });
    await connection.flush();
    await connection.close();
    return !refused;
  }

  it.each(each(others('gateway'), [...CONSOLE, 'identity.v1.credential.resolve']))(
    '%s may not publish %s: only the gateway makes envelopes',
    async (user, subject) => {
      expect(await refusedPublish(user, subject)).toBe(subject);
    },
  );

  it.each(each(others('sync'), ['token.v1.registry-access.issue']))(
    '%s may not ask for tokens (%s)',
    async (user, subject) => {
      expect(await refusedPublish(user, subject)).toBe(subject);
    },
  );

  it.each([
    ...each(others('sync'), ['catalog.v1.registry.report-read', 'catalog.v1.reading.apply']),
    ...each(others('identity'), ['catalog.v1.names.find-stored', 'sync.v1.names.probe']),
  ])('%s may not publish %s: what registries hold', async (user, subject) => {
    expect(await refusedPublish(user, subject)).toBe(subject);
  });

  it.each(each(others('token'), TOKEN_SERVERS))('%s may not publish %s', async (user, subject) => {
    expect(await refusedPublish(user, subject)).toBe(subject);
  });

  it.each(
    each(others('identity'), [
      'identity.v1.policy.changed',
      'identity.v1.activity.changed',
      'identity.v1.session.ended',
    ]),
  )('%s may not ring %s', async (user, subject) => {
    expect(await refusedPublish(user, subject)).toBe(subject);
  });

  it.each([
    ...USERS.map((user) => [user, '>'] as const),
    ...each(others('identity'), [
      'identity.v1.credentials.verify',
      'identity.v1.credential.resolve',
      'token.v1.replica.reported',
    ]),
    ...each(others('catalog'), ['catalog.v1.decisions.append', 'catalog.v1.names.find-stored']),
    ...each(others('sync'), ['sync.v1.names.probe']),
  ])('%s may not listen to %s', async (user, subject) => {
    expect(await mayListen(user, subject)).toBe(false);
  });

  it.each(USERS.flatMap((user) => others(user).map((other) => [user, `_INBOX_${other}.>`] as const)))(
    '%s may not read answers to %s',
    async (user, subject) => {
      expect(await mayListen(user, subject)).toBe(false);
    },
  );

  it('lets each service publish and hear what it needs', async () => {
    expect(await refusedPublish('gateway', 'identity.v1.console.listUsers')).toBeNull();
    expect(await refusedPublish('sync', 'token.v1.registry-access.issue')).toBeNull();
    expect(await refusedPublish('token', 'catalog.v1.decisions.position')).toBeNull();
    expect(await refusedPublish('identity', 'sync.v1.names.probe')).toBeNull();
    expect(await mayListen('token', 'identity.v1.policy.changed')).toBe(true);
    expect(await mayListen('identity', 'token.v1.replica.reported')).toBe(true);
  });

  it('refuses whoever is nobody of the house', async () => {
    await expect(connect({ servers: `127.0.0.1:${String(product.nats.port)}` })).rejects.toThrow();
  });

  it('SEC-E13: when it is gone, people read a generic sentence with the id of their request', async () => {
    await product.nats.kill();
    const answer = await waitFor(
      async () => {
        const given = await house.administrator.request('GET', '/api/v1/users');
        return given.status === 503 ? given : null;
      },
      { what: 'the API says that it cannot', deadlineMs: 20_000 },
    );
    const problem = readProblem(answer);
    expect(problem).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.text).not.toMatch(/nats|ECONN|127\.0\.0\.1|mariadb|at \w+ \(/i);
    await product.nats.restart();
    await waitFor(async () => (await house.administrator.send(listUsers)).status === 200, {
      what: 'the services find the bus again',
      deadlineMs: 30_000,
    });
  });
});
