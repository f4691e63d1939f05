import { OpenSession, setUserPassword } from '@spectacles/contracts';
import { waitFor } from '@spectacles/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds, DatabaseMaker } from '../test-support/databases.js';
import { IdentityHarness, PASSWORD } from '../test-support/identity-harness.js';

const origin = { address: '192.0.2.7', userAgent: 'test' };

/** In one process changes come one after another, on SQLite as well; two processes meet in the database. */
describe.runIf(databaseKinds.includes('MariaDB'))('a sign-in beside a change of the password, on MariaDB', () => {
  let databases: DatabaseMaker;
  let identity: IdentityHarness;
  let other: IdentityHarness;
  let aside: DataSource;

  beforeAll(async () => {
    databases = await DatabaseMaker.start('MariaDB');
    const databaseUrl = databases.make();
    identity = await IdentityHarness.start({ databaseUrl });
    other = await IdentityHarness.start({ databaseUrl });
    aside = await new DataSource({ type: 'mariadb', url: databaseUrl }).initialize();
  });
  afterAll(async () => {
    await aside.destroy();
    await identity.close();
    await other.close();
    await databases.stop();
  });

  /** InnoDB renews this table only when nobody has read it for 100 ms. */
  const everyMs = 150;
  const waiting = async () => {
    const [row] = await aside.query<{ n: string }[]>(
      `SELECT COUNT(*) AS n FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'`,
    );
    return Number(row?.n);
  };

  it('opens nothing that the change would not end', async () => {
    const root = await identity.setUp();
    const alice = await identity.user(root, 'alice');
    // Whoever holds the row keeps the change from its end, after it has ended the sessions that it saw.
    const holder = aside.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT id FROM users WHERE id = ? FOR UPDATE', [alice.id]);
    const body = { new: 'another long password' };
    const changing = identity.call(setUserPassword, { as: root, params: { id: alice.id }, body });
    await waitFor(async () => (await waiting()) === 1, { what: 'the change waits for the row', everyMs });
    const opening = other.messages.request(OpenSession, { username: 'alice', password: PASSWORD, ...origin }).then(
      () => 'opened',
      (refusal: unknown) => refusal,
    );
    await waitFor(async () => (await waiting()) === 2, { what: 'the sign-in waits, too', everyMs });
    await holder.commitTransaction();
    await holder.release();
    await changing;
    expect(await opening).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await aside.query('SELECT id FROM sessions WHERE user_id = ?', [alice.id])).toEqual([]);
  });
});
