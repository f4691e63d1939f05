import { CompiledPolicy, type PolicyRow, type Principal } from '@spectacles/access-control';
import { DecisionsQuery, DecisionView, type DecisionRecord } from '@spectacles/contracts';
import { newId } from '@spectacles/platform';
import { ManualClock } from '@spectacles/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogDatabase } from '../database/catalog-database.js';
import { deleteExpired } from '../retention/expired-rows.js';
import { decision, pullOf } from '../test-support/records.js';
import {
  databaseKinds,
  namespaceRow,
  openTestDatabase,
  registryRow,
  robotRow,
  testPlaces,
  userRow,
} from '../test-support/test-catalog.js';
import { DecisionsService } from './decisions.service.js';
import { TypeOrmDecisionRepository } from './typeorm-decision.repository.js';

describe.each(databaseKinds)('the token log (%s)', (kind) => {
  let database: CatalogDatabase;
  let close: () => Promise<void>;
  let clock: ManualClock;
  let policy: CompiledPolicy;
  let log: DecisionsService;
  let next: number;
  let ids: Record<'spool' | 'registry' | 'ada' | 'bob' | 'carl' | 'team' | 'secret' | 'robot', string>;
  const person = (userId: string): Principal => ({ kind: 'user', userId });

  beforeAll(async () => {
    ({ database, close } = await openTestDatabase(kind));
  });
  afterAll(async () => {
    await close();
  });
  beforeEach(async () => {
    for (const table of ['decisions', 'credential_uses', 'seen_refresh_tokens', 'decision_spools'])
      await database.transactions.run((manager) => manager.query(`DELETE FROM ${table}`));
    clock = new ManualClock();
    next = 1;
    const id = () => newId(clock);
    ids = {
      ...{ spool: id(), registry: id(), ada: id(), bob: id(), carl: id(), team: id(), secret: id(), robot: id() },
    };
    policy = CompiledPolicy.empty();
    const place = { registryId: ids.registry, namespaceId: ids.secret, pattern: null };
    const given = { principal: { kind: 'user', id: ids.bob }, right: 'NONE', verbs: null } as const;
    const none: PolicyRow = { kind: 'grant', key: 'none', state: { kind: 'grant', id: 'none', ...place, ...given } };
    policy.apply([
      registryRow(ids.registry),
      userRow(ids.ada, true),
      userRow(ids.bob, false),
      userRow(ids.carl, false),
      namespaceRow(ids.team, ids.registry, 'team', ids.bob),
      namespaceRow(ids.secret, ids.registry, 'team/secret', ids.ada),
      none,
      robotRow(ids.robot, 'team+ci', ids.team),
    ]);
    const repository = new TypeOrmDecisionRepository(database, clock);
    log = new DecisionsService(repository, { policy, atLeast: () => Promise.resolve() }, testPlaces, clock);
  });

  async function append(...records: Partial<DecisionRecord>[]): Promise<void> {
    const full = records.map((record) => decision(clock, { registryId: ids.registry, ...record }));
    next = (await log.append(ids.spool, next, full)) + 1;
  }
  const user = (id: string) => ({ kind: 'user', id, name: id.slice(0, 8) }) as const;
  async function seen(principal: Principal, query: Record<string, string> = {}) {
    return (await log.list(principal, DecisionsQuery.parse(query))).items;
  }
  const names = async (principal: Principal, query: Record<string, string> = {}) =>
    (await seen(principal, query)).map(({ scope }) => scope?.name ?? null);

  it('takes each record once, however often it is handed over', async () => {
    const records = [1, 2, 3].map((at) => decision(clock, { requestId: String(at), scopes: [pullOf(`team/${at}`)] }));
    expect(await log.append(ids.spool, 1, records.slice(0, 2))).toBe(2);
    expect(await log.append(ids.spool, 1, records)).toBe(3);
    expect(await log.append(ids.spool, 2, records.slice(1))).toBe(3);
    expect([await log.position(ids.spool), await log.position(newId(clock))]).toEqual([3, 0]);
    expect((await names(person(ids.ada))).sort()).toEqual(['team/1', 'team/2', 'team/3']);
  });

  it('takes each record once from hand-overs at the same time', async () => {
    const records = [1, 2].map((at) => decision(clock, { scopes: [pullOf(`team/${at}`)] }));
    const taken = await Promise.all([1, 2, 3, 4].map(() => log.append(ids.spool, 1, records)));
    expect(taken).toEqual([2, 2, 2, 2]);
    expect(await names(person(ids.ada))).toHaveLength(2);
  });

  it('says which numbers of a spool never came', async () => {
    await log.append(ids.spool, 1, [decision(clock)]);
    await log.append(ids.spool, 5, [decision(clock, { scopes: [pullOf('team/app')] })]);
    const [gap] = await seen(person(ids.ada), { outcome: 'gap' });
    expect(gap).toMatchObject({ kind: 'gap', outcome: null, gap: { missing: 3 } });
    expect(await seen(person(ids.bob), { outcome: 'gap' })).toEqual([]);
  });

  it('shows a row a scope, as the contract says, newest first and page by page', async () => {
    await append({ outcome: 'reduced', scopes: [pullOf('team/a'), pullOf('team/b', false)] });
    clock.advance(1000);
    await append({ outcome: 'refused', refusal: 'INVALID_CREDENTIALS' });
    const all = await seen(person(ids.ada));
    expect(all.map((row) => DecisionView.parse(row))).toHaveLength(3);
    expect(all.map(({ outcome, scope }) => [outcome, scope?.name ?? null])).toEqual([
      ['refused', null],
      ['reduced', 'team/b'],
      ['granted', 'team/a'],
    ]);
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await log.list(person(ids.ada), { limit: 1, cursor });
      walked.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(walked).toEqual(all.map(({ id }) => id));
    expect(await names(person(ids.ada), { outcome: 'denied' })).toEqual([null, 'team/b']);
  });

  it('counts what is said again within ten seconds, and nothing else', async () => {
    const same = { scopes: [pullOf('team/app')] };
    await append(same, same);
    clock.advance(9000);
    await append({ ...same, count: 5 }, { ...same, address: '203.0.113.1' });
    clock.advance(2000);
    await append(same);
    const rows = await seen(person(ids.ada));
    expect(rows.map(({ count, address }) => [count, address])).toEqual([
      [1, '198.51.100.7'],
      [1, '203.0.113.1'],
      [7, '198.51.100.7'],
    ]);
    expect(Date.parse(rows[2]?.lastAt ?? '') - Date.parse(rows[2]?.at ?? '')).toBe(9000);
  });

  it('SEC-E08 shows managers what concerns their namespaces, and nothing of a repository that they may not see', async () => {
    await append(
      { subject: user(ids.carl), scopes: [pullOf('team/app'), pullOf('team/secret/x'), pullOf('other/y')] },
      { subject: { kind: 'robot', id: ids.robot, name: 'team+ci' }, outcome: 'refused', refusal: 'EXPIRED' },
      { subject: { kind: 'robot', id: ids.robot, name: 'team+ci' }, scopes: [pullOf('team/secret/z')] },
    );
    expect((await names(person(ids.bob))).sort()).toEqual([null, 'team/app']);
    expect((await names(person(ids.carl))).sort()).toEqual(['other/y', 'team/app', 'team/secret/x']);
    for (const filter of [{ repository: 'team/secret/x' }, { namespaceId: ids.secret }, { subjectId: ids.ada }])
      expect(await names(person(ids.bob), filter)).toEqual([]);
    expect(await names(person(ids.ada), { namespaceId: ids.secret })).toHaveLength(2);
  });

  it('SEC-E08 answers after a bounded number of rows that may not be seen, and tells nothing of them', async () => {
    const hidden = Array.from({ length: 999 }, (_, at) => ({ scopes: [pullOf(`team/secret/n${String(at)}`)] }));
    await append({ scopes: [pullOf('team/old')] });
    for (let batch = 0; batch < 3; batch += 1) {
      clock.advance(60_000);
      await append(...hidden);
    }
    const first = await log.list(person(ids.bob), { limit: 50 });
    expect([first.items, first.next?.startsWith('v1.')]).toEqual([[], true]);
    const rest = await log.list(person(ids.bob), { limit: 50, cursor: first.next ?? '' });
    expect([rest.items.map(({ scope }) => scope?.name), rest.next]).toEqual([['team/old'], null]);
  });

  it('SEC-E07 finds nothing by the ids of others', async () => {
    const tokenId = newId(clock);
    const credentialId = newId(clock);
    await append({
      subject: user(ids.carl),
      credential: { kind: 'token', id: credentialId, name: 'ci' },
      tokenId,
      scopes: [pullOf('other/y')],
    });
    for (const filter of [{ tokenId }, { credentialId }, { subjectId: ids.carl }, { address: '198.51.100.7' }])
      expect(await names(person(ids.bob), filter)).toEqual([]);
    expect(await names(person(ids.carl), { tokenId })).toEqual(['other/y']);
  });

  it('SEC-C11 tells nobody whether a repository is hidden or not there', async () => {
    await append({ subject: user(ids.bob), outcome: 'reduced', scopes: [pullOf('team/secret/x', false)] });
    await append({ subject: user(ids.bob), outcome: 'reduced', scopes: [pullOf('nothing/here', false)] });
    const [missing, hidden] = await seen(person(ids.bob));
    const said = (row: typeof hidden) => ({ ...row?.scope, name: '' });
    expect(said(hidden)).toEqual(said(missing));
    expect(JSON.stringify([missing, hidden])).not.toContain('Entry of the namespace');
    expect(JSON.stringify(await seen(person(ids.ada)))).toContain('Entry of the namespace');
  });

  it('refuses strangers, robots and credentials with limits', async () => {
    await expect(seen({ kind: 'anonymous' })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect(seen(person(newId(clock)))).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect(seen({ kind: 'robot', robotId: ids.robot })).rejects.toMatchObject({ code: 'CREDENTIAL_LIMITED' });
    await expect(log.summarize(person(ids.bob), 24)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('knows when, from where and for what a credential was used', async () => {
    const id = newId(clock);
    const credential = { kind: 'token', id, name: 'laptop' } as const;
    await append({ subject: user(ids.bob), credential, scopes: [pullOf('team/app')] });
    clock.advance(20_000);
    await append(
      { subject: user(ids.bob), credential },
      { subject: user(ids.bob), credential, address: '203.0.113.9', outcome: 'refused', refusal: 'EXPIRED' },
    );
    const [use] = await log.uses([id, newId(clock)]);
    expect(use).toEqual({
      credentialId: id,
      use: { at: clock.now().toISOString(), address: '198.51.100.7', userAgent: 'docker/29', repository: 'team/app' },
    });
    clock.advance(20_000);
    await append({ subject: user(ids.bob), credential, address: '203.0.113.9' });
    const rows = await seen(person(ids.ada));
    expect(rows.filter(({ newAddress }) => newAddress).map(({ at }) => at)).toEqual([rows[0]?.at]);
  });

  it('tells of a new address where the credential was used from another before, and not of the first use', async () => {
    const token = { kind: 'token', id: newId(clock), name: 'laptop' } as const;
    const password = { kind: 'password', id: null, name: null } as const;
    const from = (address: string, credential: typeof token | typeof password) => ({
      ...{ subject: user(ids.bob), credential, address, scopes: [pullOf('team/app')] },
    });
    await append(from('192.0.2.1', token), from('192.0.2.1', password));
    expect((await seen(person(ids.ada))).filter(({ newAddress }) => newAddress)).toEqual([]);
    clock.advance(20_000);
    await append(from('192.0.2.1', token), from('192.0.2.2', token), from('192.0.2.2', token));
    clock.advance(20_000);
    await append(from('192.0.2.2', token), from('192.0.2.3', password));
    const news = (await seen(person(ids.ada))).filter(({ newAddress }) => newAddress);
    expect(news.map(({ address, credential }) => [address, credential.kind])).toEqual([
      ['192.0.2.3', 'password'],
      ['192.0.2.2', 'token'],
    ]);
    const { newAddresses } = await log.summarize(person(ids.ada), 24);
    expect(newAddresses.map(({ address }) => address)).toEqual(['192.0.2.3', '192.0.2.2']);
    await log.append(newId(clock), 1, [
      decision(clock, { ...from('192.0.2.2', token), at: new Date(1).toISOString() }),
    ]);
    expect(await log.uses([token.id])).toMatchObject([{ use: { at: clock.now().toISOString() } }]);
  });

  it('remembers refresh tokens that it saw, with what they were made', async () => {
    const [id, madeWith] = [newId(clock), newId(clock)];
    const used = { kind: 'refresh-token', id: madeWith, name: 'laptop' } as const;
    const made = { kind: 'token', id: madeWith, name: 'laptop' } as const;
    const issuedAt = clock.now().toISOString();
    await append({ subject: user(ids.bob), credential: made, refreshTokenId: id, refreshTokenIssued: true });
    clock.advance(60_000);
    await append({ subject: user(ids.bob), credential: used, refreshTokenId: id, scopes: [pullOf('team/app')] });
    await append({ subject: user(ids.bob), refreshTokenId: newId(clock), outcome: 'refused', refusal: 'REVOKED' });
    const [token, ...rest] = await log.seenRefreshTokens(ids.bob, 10);
    expect([token, rest]).toMatchObject([{ id, credential: made, issuedAt, lastUse: { repository: 'team/app' } }, []]);
    expect(await log.seenRefreshToken(id)).toEqual(token);
    clock.advance(91 * 86_400_000);
    expect(await log.seenRefreshTokens(ids.bob, 10)).toEqual([]);
  });

  it('sums up what was denied', async () => {
    const failed = { outcome: 'refused', refusal: 'INVALID_CREDENTIALS', address: '203.0.113.5' } as const;
    await append({ ...failed, subject: { kind: 'unknown', id: null, name: 'root' }, count: 3 });
    await append({ scopes: [pullOf('team/a')] });
    expect(await log.summarize(person(ids.ada), 24)).toMatchObject({
      ...{ granted: 1, reduced: 0, refused: 3 },
      hours: [{ granted: 1, reduced: 0, refused: 3 }],
      failedLogins: [{ address: '203.0.113.5', count: 3, accounts: ['root'] }],
      newAddresses: [],
    });
  });

  it('deletes what is too old, in slices, and nothing else', async () => {
    const many = Array.from({ length: 1001 }, (_, at) => ({ requestId: 'r', scopes: [pullOf(`team/n${at}`)] }));
    await append(...many.slice(0, 700));
    await append(...many.slice(700));
    clock.advance(1000);
    await append({ scopes: [pullOf('team/young')] });
    const before = clock.now().getTime();
    expect(await deleteExpired(database, { table: 'decisions', key: 'id', column: 'at', before })).toBe(1001);
    expect(await names(person(ids.ada))).toEqual(['team/young']);
  });
});
