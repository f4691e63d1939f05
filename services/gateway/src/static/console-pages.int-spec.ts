import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { TemporaryDirectory } from '@spectacles/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from 'undici';
import { ask } from '../test-support/ask.js';
import { startDoor, type RunningDoor } from '../test-support/running-door.js';

const page = '<!doctype html><html><head><base href="/"><title>Spectacles</title></head><body></body></html>';
const script = `export const words = ${JSON.stringify('goggles '.repeat(400))};`;

describe.each([
  ['at the root', ''],
  ['below a prefix', '/spectacles/console'],
])('the console %s', (_title, webRoot) => {
  let door: RunningDoor;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    directory = new TemporaryDirectory();
    await mkdir(join(directory.path, 'media'));
    await writeFile(join(directory.path, 'index.html'), page);
    await writeFile(join(directory.path, 'main-ABCD1234.js'), script);
    await writeFile(join(directory.path, 'chunk--KLcY_qN.js'), script);
    await writeFile(join(directory.path, 'theme-settings.js'), script);
    await writeFile(join(directory.path, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(directory.path, 'media', 'roboto-WXYZ9876.woff2'), Buffer.from([1, 2, 3]));
    door = await startDoor({ consoleDirectory: directory.path, webRoot });
  });
  afterAll(async () => {
    await door.close();
    directory.remove();
  });

  const at = (path: string) => `${door.url}${webRoot}${path}`;
  const navigation = { accept: 'text/html,application/xhtml+xml' };

  it('is a page that knows where it lives, and may load nothing from elsewhere', async () => {
    const answer = await ask(at('/'), { headers: navigation });
    expect(answer.text).toContain(`<base href="${webRoot}/">`);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    const policy = String(answer.headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy.find((rule) => rule.startsWith('script-src'))).not.toContain('unsafe');
  });

  it.each(['/repositories', '/namespaces/1', '/sign-in?next=%2Fusers', '/repositories/a%20b'])(
    'opens at %s',
    async (path) => {
      const answer = await ask(at(path), { headers: navigation });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    },
  );

  it('serves hashed files for ever, compressed', async () => {
    const answer = await request(at('/main-ABCD1234.js'), { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    expect(bytes.length).toBeLessThan(script.length / 10);
    expect(brotliDecompressSync(bytes).toString()).toBe(script);
  });

  it.each([
    ['identity', undefined],
    ['gzip;q=0, br;q=0', undefined],
    ['gzip', 'gzip'],
    ['br;q=0.5, gzip', 'br'],
  ])('compresses as the client takes it: %s', async (accepted, encoding) => {
    const answer = await ask(at('/main-ABCD1234.js'), { headers: { 'accept-encoding': accepted } });
    expect(answer.headers['content-encoding']).toBe(encoding);
  });

  it.each([
    ['/chunk--KLcY_qN.js', 'public, max-age=31536000, immutable'],
    ['/media/roboto-WXYZ9876.woff2', 'public, max-age=31536000, immutable'],
    ['/theme-settings.js', 'no-store'],
    ['/favicon.svg', 'no-store'],
  ])('lets the browser keep %s: %s', async (path, expected) => {
    expect((await ask(at(path))).headers['cache-control']).toBe(expected);
  });

  it('answers 304 for what the browser has', async () => {
    const first = await ask(at('/media/roboto-WXYZ9876.woff2'));
    expect(first.headers['content-type']).toBe('font/woff2');
    const again = await ask(at('/media/roboto-WXYZ9876.woff2'), {
      headers: { 'if-none-match': String(first.headers['etag']) },
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it.each(['/main-00000000.js', '/assets/missing.png', '/%E0%A4%A', '/v2/', '/registry-events/1'])(
    'says 404 to a script that asks for %s',
    async (path) => {
      const answer = await ask(at(path));
      expect([answer.status >= 400, answer.headers['content-type']]).toEqual([
        true,
        'application/problem+json; charset=utf-8',
      ]);
    },
  );

  it.each(['/../package.json', '/..%2f..%2fetc%2fpasswd', '/media/..%5c..%5cindex.html', '/%00'])(
    'never leaves its directory: %s',
    async (path) => {
      const answer = await ask(at(path));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toMatch(/root:|"workspaces"/);
    },
  );

  it.each(['POST', 'DELETE'])('takes no %s', async (method) => {
    expect((await ask(at('/repositories'), { method, headers: navigation })).status).toBe(404);
  });

  it('answers the API below the same place', async () => {
    expect((await ask(at('/api/v1/setup'))).json()).toEqual({ required: false });
    const problem = (await ask(at('/api/v1/nothing'), { headers: navigation })).problem();
    expect(problem.type).toBe(`${webRoot}/problems/NOT_FOUND`);
    const explained = await ask(`${door.url}${problem.type}`);
    expect(explained.text).toContain(problem.title);
  });

  it('answers probes at the root and here', async () => {
    for (const url of new Set([door.url, at('')])) {
      expect((await ask(`${url}/livez`)).json()).toEqual({ status: 'alive' });
      expect((await ask(`${url}/readyz`)).status).toBe(200);
    }
    door.health.register('policy', () => 'no policy yet');
    const missing = await ask(`${door.url}/readyz`);
    door.health.unregister('policy');
    expect([missing.status, missing.json()]).toEqual([
      503,
      { status: 'not ready', checks: { policy: 'no policy yet' } },
    ]);
  });
});

describe('a web root', () => {
  let door: RunningDoor;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    directory = new TemporaryDirectory();
    await writeFile(join(directory.path, 'index.html'), page);
    door = await startDoor({ consoleDirectory: directory.path, webRoot: '/spectacles' });
  });
  afterAll(async () => {
    await door.close();
    directory.remove();
  });

  it.each(['/spectacles', '/spectacles?next=//evil.example', '/spectacles?//evil.example/..'])(
    'SEC-E11 is completed by its slash, and leads nowhere else: %s',
    async (path) => {
      const answer = await ask(`${door.url}${path}`, { headers: { host: 'evil.example' } });
      expect([answer.status, answer.headers['location']]).toEqual([308, '/spectacles/']);
    },
  );

  it.each(['/', '/api/v1/setup', '/token', '//evil.example/'])('is all there is: %s', async (path) => {
    const answer = await ask(`${door.url}${path}`, { headers: { accept: 'text/html' } });
    expect([answer.status, answer.problem().code]).toEqual([404, 'NOT_FOUND']);
    expect(answer.headers['x-request-id']).toBe(answer.problem().requestId);
  });
});
