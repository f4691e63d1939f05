import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, Place } from './test-support/program.js';

let place: Place;
beforeEach(async () => {
  place = await Place.make();
});
afterEach(() => place.remove());

const linesOf = (stderr: string): string[] => stderr.split('\n').filter((line) => line !== '');

/** Refuses with exactly these lines, exit code 2, nothing on standard output, and leaves the directory as it was. */
async function expectRefusal(env: NodeJS.ProcessEnv, ...lines: readonly RegExp[]): Promise<void> {
  const before = fingerprint(place.data);
  const { code, stdout, stderr } = await place.refuse(env);
  const printed = linesOf(stderr);
  expect(printed).toHaveLength(lines.length);
  for (const line of lines) expect(printed).toContainEqual(expect.stringMatching(line));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(fingerprint(place.data)).toEqual(before);
}

/** A directory that was worked in and closed. */
async function usedDirectory(): Promise<void> {
  const program = await place.start();
  expect(await program.stop()).toEqual({ code: 0, signal: null });
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

describe('a start that cannot succeed', () => {
  it('lists every variable that cannot be used, one line each', async () => {
    const env = {
      PORT: 'http',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'ftp://somewhere',
      TOKEN_SIGNING_ALGORITHM: 'none',
      CATALOG_DATABASE_URL: 'postgres://db/catalog',
      SECRET_KEY_FILE: place.join('missing'),
    };
    await expectRefusal(
      env,
      /^spectacles: PORT: must be a port number$/,
      /^spectacles: LOG_LEVEL: must be one of /,
      /^spectacles: PUBLIC_URL: must be an http or https URL$/,
      /^spectacles: TOKEN_SIGNING_ALGORITHM: /,
      /^spectacles: CATALOG_DATABASE_URL: must be sqlite:/,
      /^spectacles: SECRET_KEY_FILE: cannot read .* \(ENOENT\)$/,
    );
  });

  it.each([
    ['absent', () => undefined],
    ['empty', () => mkdirSync(place.data)],
  ])('leaves a data directory that is %s', async (_name, prepare) => {
    prepare();
    await expectRefusal(
      { SPECTACLES_PRIV_KEY_PATH: place.join('none.pem') },
      /^spectacles: SPECTACLES_PRIV_KEY_PATH: /,
    );
  });

  it('names both ports that are taken', async () => {
    const servers = await Promise.all([listen(place.port), listen(place.managementPort)]);
    await expectRefusal(
      {},
      new RegExp(`^spectacles: PORT: 127\\.0\\.0\\.1:${String(place.port)} is in use by another process$`),
      new RegExp(`^spectacles: MANAGEMENT_PORT: 127\\.0\\.0\\.1:${String(place.managementPort)} is in use`),
    );
    for (const server of servers) server.close();
  });

  it('names an address that is none of this machine', async () => {
    await expectRefusal({ HOST: '192.0.2.1' }, /^spectacles: HOST: 192\.0\.2\.1 is no address of this machine/);
  });

  it('refuses a data directory that is a file, or below one', async () => {
    writeFileSync(place.data, 'a file');
    const env = { DATA_DIR: place.join('data', 'deeper') };
    for (const more of [{}, env]) {
      const { code, stderr } = await place.refuse(more);
      expect(linesOf(stderr)).toEqual([`spectacles: DATA_DIR: ${place.data} is not a directory`]);
      expect(code).toBe(2);
    }
    expect(readFileSync(place.data, 'utf8')).toBe('a file');
  });

  it('refuses a key that is none, before it looks at the databases', async () => {
    const key = place.join('key.pem');
    writeFileSync(key, 'not a key');
    mkdirSync(place.data);
    writeFileSync(place.join('data', 'identity.db'), 'not a database');
    await expectRefusal({ SPECTACLES_PRIV_KEY_PATH: key }, /^spectacles: SPECTACLES_PRIV_KEY_PATH: .* no private key/);
  });

  it('looks at the ports before the keys', async () => {
    const server = await listen(place.port);
    await expectRefusal({ SPECTACLES_PRIV_KEY_PATH: place.join('none.pem') }, /^spectacles: PORT: /);
    server.close();
  });

  it('refuses database files that are none, one line each', async () => {
    await usedDirectory();
    writeFileSync(place.join('data', 'identity.db'), 'x'.repeat(5000));
    truncateSync(place.join('data', 'catalog.db'), 4096);
    await expectRefusal(
      {},
      /^spectacles: IDENTITY_DATABASE_URL: .*identity\.db is not an SQLite database$/,
      /^spectacles: CATALOG_DATABASE_URL: .*catalog\.db is cut short$/,
    );
  });

  it('refuses a directory in the place of a database', async () => {
    mkdirSync(place.join('data', 'identity.db'), { recursive: true });
    await expectRefusal({}, /^spectacles: IDENTITY_DATABASE_URL: .*identity\.db is not a file$/);
  });

  it('refuses a database whose key is gone or broken, since nothing sealed could be read', async () => {
    await usedDirectory();
    const key = place.join('data', 'secret.key');
    writeFileSync(key, 'short');
    await expectRefusal({}, /^spectacles: SECRET_KEY: .*secret\.key does not hold a key/);
    rmSync(key);
    await expectRefusal({}, /^spectacles: SECRET_KEY: .*secret\.key is missing/);
  });
});
