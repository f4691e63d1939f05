import { createUser, exportDecisions, listDecisions, readProfile, type DecisionView } from '@spectacles/contracts';
import { hashSecret, newSecret, withChecksum } from '@spectacles/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, asPage } from '../test-support/ask.js';
import { aUser } from '../test-support/fake-owners.js';
import { startDoor, trustedProxies, type RunningDoor } from '../test-support/running-door.js';

describe('credentials of machines at the console API', () => {
  let door: RunningDoor;
  let secret: string;
  let admin: string;
  const credentialId = '01890a5d-ac96-774b-bcce-00000000c0de';
  const caller = { kind: 'credential', credentialId, owner: { kind: 'user', id: aUser().id } } as const;
  const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

  beforeAll(async () => {
    door = await startDoor({ trustedProxies: trustedProxies('127.0.0.1') });
    admin = door.owners.open(aUser()).secret;
  });
  afterAll(() => door.close());
  beforeEach(() => {
    secret = newSecret('spt_');
    door.owners.credentials.set(hashSecret(secret), { name: 'ada', caller });
  });

  const at = (path: string) => `${door.url}/api/v1${path}`;
  const me = (authorization: string, address = '198.51.100.1') =>
    ask(at('/me'), { headers: { authorization, 'x-forwarded-for': address } });

  it('says to the owner of the route who calls, from where', async () => {
    for (const authorization of [`Bearer ${secret}`, `bearer ${secret}`, basic('ada', secret)]) {
      expect((await me(authorization)).status).toBe(200);
      expect(door.owners.last(readProfile)?.call.envelope).toMatchObject({ caller, address: '198.51.100.1' });
    }
    expect(door.owners.resolved.at(-1)).toEqual({
      secretHash: hashSecret(secret),
      name: 'ada',
      address: '198.51.100.1',
    });
    expect((await me(basic('bob', secret))).status).toBe(401);
  });

  it('decides by the header alone, and needs no token of a session for a change', async () => {
    const before = door.owners.resolutions;
    const headers = { ...asPage(admin), 'x-csrf-token': '', authorization: `Bearer ${secret}` };
    const body = { username: 'bob', password: 'a good password' };
    const answer = await ask(at('/users'), { method: 'POST', headers, body });
    expect([answer.status, answer.cookies]).toEqual([201, []]);
    expect(door.owners.last(createUser)?.call.envelope.caller).toEqual(caller);
    expect(door.owners.resolutions).toBe(before);
    const unknown = await ask(at('/me'), {
      headers: { ...asPage(admin), authorization: `Bearer ${newSecret('spt_')}` },
    });
    expect(unknown.status).toBe(401);
  });

  it.each([
    ['SEC-D05 a refresh token', () => withChecksum(`spf_${'a'.repeat(40)}`)],
    ['SEC-D09 a token for a registry', () => 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.AAAA'],
    ['a mistyped secret', () => `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`],
    ['a password', () => 'a good password'],
  ])('%s is none, and nobody is asked about it', async (_title, text) => {
    const before = door.owners.resolved.length;
    for (const authorization of [`Bearer ${text()}`, basic('ada', text())]) {
      const answer = await me(authorization);
      expect([answer.status, answer.problem().code]).toEqual([401, 'NOT_SIGNED_IN']);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="Spectacles"');
    }
    expect(door.owners.resolved.length).toBe(before);
  });

  it('remembers for five seconds, for reads alone', async () => {
    await me(`Bearer ${secret}`);
    const before = door.owners.resolved.length;
    await me(`Bearer ${secret}`);
    expect(door.owners.resolved.length).toBe(before);
    door.owners.credentials.clear();
    const change = await ask(at('/users'), {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'x-forwarded-for': '198.51.100.1' },
      body: {},
    });
    expect(change.status).toBe(401);
    expect((await me(`Bearer ${secret}`)).status).toBe(401);
  });

  it('forgets what it remembered after five seconds', async () => {
    await me(`Bearer ${secret}`);
    door.owners.credentials.clear();
    expect((await me(`Bearer ${secret}`)).status).toBe(200);
    door.clock.advance(5000);
    expect((await me(`Bearer ${secret}`)).status).toBe(401);
  });

  it('lets guesses wait, and never whoever has a credential at the same address', async () => {
    const address = '198.51.100.99';
    const statuses = new Map<number, number>();
    let last = await me(`Bearer ${newSecret('spt_')}`, address);
    for (let guess = 1; guess <= 25; guess += 1) {
      statuses.set(last.status, (statuses.get(last.status) ?? 0) + 1);
      last = await me(`Bearer ${newSecret('spr_')}`, address);
    }
    expect(statuses).toEqual(
      new Map([
        [401, 20],
        [429, 5],
      ]),
    );
    expect([last.status, last.headers['retry-after']]).toEqual([429, '3']);
    expect((await me(`Bearer ${secret}`, address)).status).toBe(200);
    expect((await me(`Bearer ${newSecret('spt_')}`, '198.51.100.98')).status).toBe(401);
  });

  it('has no session, and writes no secret into the log', async () => {
    const headers = { authorization: `Bearer ${secret}` };
    expect((await ask(at('/session'), { headers })).status).toBe(401);
    const text = JSON.stringify(door.lines);
    expect(text).toContain(credentialId);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(hashSecret(secret));
  });

  it('takes the text of a file where the route is for one, and nothing else', async () => {
    const path = `/imports/docker-auth?registryId=${aUser().id}`;
    const send = (type: string, body: string) =>
      ask(at(path), { method: 'POST', headers: { ...asPage(admin), 'content-type': type }, body });
    expect((await send('application/yaml', 'acl: []\n')).json()).toMatchObject({ taken: [{ what: 'acl: []\n' }] });
    expect((await send('application/json', '{}')).status).toBe(415);
    expect((await send('application/yaml', '#'.repeat(600_001))).status).toBe(413);
    const json = await ask(at('/users'), {
      method: 'POST',
      headers: { ...asPage(admin), 'content-type': 'application/yaml' },
      body: 'a: 1',
    });
    expect(json.status).toBe(415);
  });

  describe('files of lists', () => {
    const row = (number: number, userAgent = 'docker'): DecisionView => ({
      id: `row-${String(number)}`,
      kind: 'decision',
      decisionId: aUser().id,
      at: '2026-01-02T03:04:05.678Z',
      lastAt: '2026-01-02T03:04:05.678Z',
      count: 1,
      outcome: 'granted',
      refusal: null,
      subject: { kind: 'anonymous', id: null, name: '' },
      credential: { kind: 'none', id: null, name: null },
      refreshTokenId: null,
      address: '198.51.100.7',
      newAddress: false,
      userAgent,
      requestId: 'request',
      registryId: null,
      service: 'registry.example',
      scope: null,
      policyVersion: 1,
      tokenId: null,
      expiresAt: null,
      gap: null,
    });
    const file = (query: string, method = 'GET') =>
      ask(`${door.url}/api/v1${exportDecisions.path}${query}`, { method, headers: asPage(admin) });

    it('are the pages of the list, as the caller sees it', async () => {
      door.owners.decisionPages = [[row(1), row(2, '=HYPERLINK("x")')], [row(3)]];
      const csv = await file('?outcome=granted');
      expect(csv.headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="decisions.csv"',
        'cache-control': 'no-store',
      });
      const lines = csv.text.trimEnd().split('\r\n');
      expect([lines.length, lines[0]?.startsWith('at,lastAt,count')]).toEqual([4, true]);
      expect(lines[2]).toContain(`"'=HYPERLINK(""x"")"`);
      expect(door.owners.last(listDecisions)?.call.query).toEqual({ outcome: 'granted', limit: 200, cursor: '1' });
      const jsonLines = (await file('?format=jsonl')).text.trimEnd().split('\n');
      expect(jsonLines.map((line) => (JSON.parse(line) as DecisionView).id)).toEqual(['row-1', 'row-2', 'row-3']);
      expect((await file('', 'HEAD')).text).toBe('');
    });

    it('are refused as problems before they begin', async () => {
      expect((await file('?format=xml')).problem().code).toBe('MALFORMED_REQUEST');
      expect((await file('?limit=1')).problem().code).toBe('MALFORMED_REQUEST');
      door.owners.decisionPages = [];
      expect((await file('')).problem().code).toBe('NOT_ALLOWED');
    });

    it('break off where the list does, so that nobody takes a part for the whole', async () => {
      door.owners.decisionPages = [[row(1)], null];
      await expect(file('')).rejects.toThrow();
    });
  });
});
