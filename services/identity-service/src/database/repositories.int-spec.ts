import { ChangeLog } from '@spectacles/change-log/store';
import { isMySql, newId, openDataSource } from '@spectacles/platform';
import { ManualClock, testLogger } from '@spectacles/testing';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IdentityStore, Repositories } from '../store/identity-store.js';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { TypeOrmIdentityStore } from '../typeorm-identity-store.js';
import { type User, toUserState } from '../users/user.js';
import { identityEntities } from './entities.js';
import { identityMigrations } from './migrations.js';

describe.each(databaseKinds)('%s', (kind) => {
  let databases: DatabaseMaker;

  beforeAll(async () => {
    databases = await DatabaseMaker.start(kind);
  });
  afterAll(() => databases.stop());

  const clock = new ManualClock();
  const open = (url: string): Promise<DataSource> =>
    openDataSource({
      url,
      entities: identityEntities,
      migrations: identityMigrations,
      durability: 'full',
      logger: testLogger().logger,
    });
  const storeOn = (dataSource: DataSource): IdentityStore =>
    new TypeOrmIdentityStore(dataSource, new ChangeLog({ dataSource, doorbell: () => undefined }), clock);
  const aUser = (username: string, more: Partial<User> = {}): User => ({
    id: newId(clock),
    username,
    displayName: '',
    email: null,
    administrator: false,
    status: 'active',
    source: 'local',
    passwordHash: null,
    credentialVersion: 1,
    labels: {},
    refreshRevokedBelow: 0,
    createdAt: clock.now(),
    lastSeenAt: null,
    version: 1,
    ...more,
  });

  describe('the repositories', () => {
    let dataSource: DataSource;
    let store: IdentityStore;
    let now: Repositories;

    beforeEach(async () => {
      dataSource = await open(databases.make());
      store = storeOn(dataSource);
      now = store.now;
    });
    afterEach(() => dataSource.destroy());

    it('keep a user as it was given, to the millisecond', async () => {
      const user = aUser('alice', {
        displayName: 'Älice 😀',
        email: 'alice@example.com',
        labels: { team: ['blue', 'Grün'] },
        refreshRevokedBelow: 2 ** 40,
        administrator: true,
        passwordHash: '$argon2id$',
        lastSeenAt: new Date('2026-03-04T05:06:07.089Z'),
      });
      await now.users.save(user);
      expect({ ...(await now.users.byId(user.id)) }).toEqual(user);
    });

    it('SEC-A09 find a user by exactly that name', async () => {
      await now.users.save(aUser('alice'));
      expect((await now.users.byUsername('alice'))?.username).toBe('alice');
      for (const other of ['Alice', 'alice ', 'ALICE', '\u00e1lice', '\uff41lice', 'alice\u0000', 'alic_', '%'])
        expect(await now.users.byUsername(other)).toBeNull();
    });

    it('keep names apart that differ in case or accent alone', async () => {
      const named = (name: string) => ({
        id: newId(clock),
        name,
        url: 'http://r',
        publicHost: 'r',
        service: name,
        issuer: 'i',
        kind: 'zot' as const,
        refuseAnonymous: true,
        headerMode: 'x5c' as const,
        caCertificate: null,
        pullTokenSeconds: 300,
        pushTokenSeconds: 900,
        ...{ createOnPush: ['', 'team'], createOnPushLimit: 20, personalNamespaces: true },
        createdAt: clock.now(),
        version: 1,
      });
      for (const name of ['main', 'Main', 'm\u00e4in']) await now.registries.save(named(name));
      await now.reservedNames.add('service', 'main', clock.now());
      expect(await now.reservedNames.has('service', 'main')).toBe(true);
      expect(await now.reservedNames.has('service', 'Main')).toBe(false);
      expect(await now.reservedNames.has('user', 'main')).toBe(false);
      expect(await now.registries.byName('Main')).toMatchObject({
        refuseAnonymous: true,
        createOnPush: ['', 'team'],
        personalNamespaces: true,
      });
    });

    it('count active administrators alone', async () => {
      await now.users.save(aUser('a', { administrator: true }));
      await now.users.save(aUser('b', { administrator: true, status: 'disabled' }));
      await now.users.save(aUser('c'));
      expect(await now.users.countActiveAdministrators()).toBe(1);
    });

    it('page by name in the order of bytes, and search with wildcards taken literally', async () => {
      for (const username of ['b', 'a', 'a-b', 'a.b', 'a_b', 'a0']) await now.users.save(aUser(username));
      const page = async (after: string | null, search: string | null = null) =>
        (await now.users.page({ after, limit: 3, search })).map(({ username }) => username);
      expect(await page(null)).toEqual(['a', 'a-b', 'a.b']);
      expect(await page('a.b')).toEqual(['a0', 'a_b', 'b']);
      expect(await page(null, 'A_')).toEqual(['a_b']);
      expect(await page(null, '!')).toEqual([]);
    });

    it('keep grants by place and principal', async () => {
      const place = { registryId: newId(clock), namespaceId: newId(clock) };
      const user = { kind: 'user', id: newId(clock) } as const;
      const grant = {
        id: newId(clock),
        ...place,
        right: 'READ',
        verbs: null,
        pattern: null,
        createdAt: clock.now(),
        version: 1,
      } as const;
      await now.grants.save({ ...grant, principal: user });
      await now.grants.save({ ...grant, id: newId(clock), namespaceId: null, principal: { kind: 'anonymous' } });
      expect(await now.grants.byId(grant.id)).toEqual({ ...grant, principal: user });
      expect(await now.grants.at(place, user, null)).not.toBeNull();
      expect(await now.grants.at(place, { kind: 'anonymous' }, null)).toBeNull();
      expect(await now.grants.at({ ...place, namespaceId: null }, { kind: 'anonymous' }, null)).not.toBeNull();
      expect(await now.grants.idsNaming(user)).toEqual([grant.id]);
      expect(await now.grants.idsOfDefaults(place.registryId)).toHaveLength(1);
      await now.grants.removeAll([grant.id]);
      expect(await now.grants.idsOfNamespace(place.namespaceId)).toEqual([]);
      const again = now.grants.save({
        ...grant,
        id: newId(clock),
        namespaceId: null,
        principal: { kind: 'anonymous' },
      });
      await expect(again).rejects.toThrow();
    });

    it('keep an entry for each pattern, with its verbs, for whatever principal', async () => {
      const place = { registryId: newId(clock), namespaceId: newId(clock) };
      const given = { ...place, right: 'READ', createdAt: clock.now(), version: 1 } as const;
      const id = newId(clock);
      const principals = [{ kind: 'group', id } as const, { kind: 'robot', id } as const, { kind: 'members' } as const];
      for (const principal of principals) {
        for (const pattern of [null, 'team/*/cache', 'team/app']) {
          const grant = {
            ...given,
            id: newId(clock),
            principal,
            verbs: ['pull', 'browse', 'manage'] as const,
            pattern,
          };
          await now.grants.save(grant);
          expect(await now.grants.at(place, principal, pattern)).toEqual(grant);
          await expect(now.grants.save({ ...grant, id: newId(clock) })).rejects.toThrow();
        }
      }
      expect(await now.grants.idsNaming({ kind: 'group', id })).toHaveLength(3);
      const nothing = {
        ...given,
        id: newId(clock),
        principal: { kind: 'everyone' } as const,
        verbs: [],
        pattern: null,
      };
      await now.grants.save(nothing);
      expect(await now.grants.byId(nothing.id)).toEqual(nothing);
      expect(await now.grants.ofPlaces([place.namespaceId])).toHaveLength(10);
    });

    it('keep who is in a group, by name and by role', async () => {
      const placeId = newId(clock);
      const users = ['carol', 'alice', 'bob'].map((username) => aUser(username));
      for (const user of users) {
        await now.users.save(user);
        const role = user.username === 'bob' ? 'manager' : 'member';
        await now.groupMembers.save({ id: newId(clock), placeId, userId: user.id, role, createdAt: clock.now() });
      }
      const page = async (after: string | null, search: string | null = null) =>
        (await now.groupMembers.page(placeId, { after, limit: 2, search })).map(
          ({ user, membership }) => `${user.username} ${membership.role}`,
        );
      expect(await page(null)).toEqual(['alice member', 'bob manager']);
      expect(await page('bob')).toEqual(['carol member']);
      expect(await page(null, 'AR')).toEqual(['carol member']);
      expect(await now.groupMembers.countsOf([placeId, newId(clock)])).toEqual(new Map([[placeId, 3]]));
      expect(await now.groupMembers.rolesIn([placeId], users[2]?.id ?? '')).toEqual(new Map([[placeId, 'manager']]));
      const twice = { id: newId(clock), placeId, userId: users[0]?.id ?? '', role: 'member', createdAt: clock.now() };
      await expect(now.groupMembers.save(twice as never)).rejects.toThrow();
      await now.groupMembers.removeAll(await now.groupMembers.idsOfPlace(placeId));
      expect(await now.groupMembers.countsOf([placeId])).toEqual(new Map());
    });

    it('keep who owns a namespace', async () => {
      const owners = (['user', 'group'] as const).map((kind) => ({ kind, id: newId(clock) }));
      for (const owner of owners) {
        const own = { path: 'team', owner, pushedBy: null, description: '' };
        const namespace = { id: newId(clock), registryId: newId(clock), ...own };
        await now.namespaces.save({ ...namespace, createdAt: clock.now(), version: 1 });
        expect(await now.namespaces.byId(namespace.id)).toMatchObject(namespace);
        expect(await now.namespaces.ownedBy(owner, 2)).toHaveLength(1);
      }
    });

    it('keep a setting that is written once as the first wrote it', async () => {
      expect(await now.settings.writeOnce('setup-code', 'first')).toBe('first');
      expect(await now.settings.writeOnce('setup-code', 'second')).toBe('first');
      await now.settings.write('setup-code', 'third');
      expect(await now.settings.read('setup-code')).toBe('third');
      await now.settings.remove('setup-code');
      expect(await now.settings.read('setup-code')).toBeNull();
    });

    it('forget the sessions of somebody who opened more than a statement can name', async () => {
      const ids = Array.from({ length: 70_000 }, (_, index) => `session-${String(index)}`);
      await expect(now.sessions.removeAll(ids)).resolves.toBeUndefined();
    });

    it('forget sessions that ended', async () => {
      const at = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
      const session = (created: number, seen: number) => ({
        id: newId(clock),
        userId: newId(clock),
        secretHash: newId(clock),
        createdAt: at(created),
        expiresAt: at(created + 100),
        lastSeenAt: at(seen),
        address: '::1',
        userAgent: 'test',
      });
      const [old, idle, used] = [session(-200, 0), session(0, -50), session(0, 0)];
      for (const each of [old, idle, used]) await now.sessions.add(each);
      await now.sessions.removeEnded(at(-100), at(-10));
      expect(await now.sessions.bySecretHash(old.secretHash)).toBeNull();
      expect(await now.sessions.bySecretHash(idle.secretHash)).toBeNull();
      expect({ ...(await now.sessions.bySecretHash(used.secretHash)) }).toEqual(used);
    });

    it('roll back a change that fails, with its effects and its number', async () => {
      const user = aUser('alice');
      const effects: string[] = [];
      const failing = store.change(async (transaction) => {
        await transaction.users.save(user);
        transaction.append(toUserState(user));
        transaction.afterCommit(() => effects.push('done'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await now.users.byId(user.id)).toBeNull();
      expect([await store.head(), effects]).toEqual([0, []]);
    });

    it('roll back a change that appends nothing, and answer its value', async () => {
      const result = await store.change(async (transaction) => {
        await transaction.users.save(aUser('alice'));
        return 'looked';
      });
      expect(result).toEqual({ value: 'looked', n: 0 });
      expect(await now.users.byUsername('alice')).toBeNull();
    });

    it('give every one of many changes at once its own number', async () => {
      const users = Array.from({ length: 20 }, (_, index) => aUser(`user${String(index)}`));
      const results = await Promise.all(
        users.map((user) =>
          store.change(async (transaction) => {
            await transaction.users.save(user);
            transaction.append(toUserState(user));
          }),
        ),
      );
      expect(results.map(({ n }) => n).sort((a, b) => a - b)).toEqual(users.map((_, index) => index + 1));
      expect(isMySql(dataSource.createQueryRunner())).toBe(kind === 'MariaDB');
    });
  });
});
