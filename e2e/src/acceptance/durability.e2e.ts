import { readUser, UserView } from '@spectacles/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleClient } from '../clients/console-client.js';
import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, House, PASSWORD } from '../house.js';

describe('a crash while people decide', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.build();
  });
  afterAll(() => house.close());

  it('loses nothing that was answered', async () => {
    const answered = new Map<string, string>();
    const crashed = new AbortController();
    const write = async (writer: number) => {
      for (let index = 0; !crashed.signal.aborted; index += 1) {
        const username = `u${String(writer)}-${String(index)}`;
        const sent = house.administrator.request('POST', '/api/v1/users', { body: { username, password: PASSWORD } });
        const answer = await sent.catch(() => null);
        if (answer?.status === 201) answered.set(username, UserView.parse(answer.json).id);
        else if (answer === null) return;
      }
    };
    const writers = [0, 1, 2, 3].map(write);
    while (answered.size < 10) await new Promise((resolve) => setImmediate(resolve));
    const crash = house.product.crash().finally(() => {
      crashed.abort();
    });
    await Promise.all([crash, ...writers]);
    const client = await ConsoleClient.signedIn(house.url, ADMINISTRATOR, ADMINISTRATOR_PASSWORD);
    for (const [username, id] of answered) {
      expect(await client.call(readUser, { params: { id } })).toMatchObject({ username });
    }
    // The session of before is as durable as what it made.
    expect((await house.administrator.request('GET', '/api/v1/session')).status).toBe(200);
  });
});

describe('the end', () => {
  it('is clean: SIGTERM finishes what is in flight and exits 0', async () => {
    const house = await House.build();
    const requests = Array.from({ length: 8 }, (_, index) =>
      house.administrator.request('POST', '/api/v1/users', {
        body: { username: `in-flight-${String(index)}`, password: PASSWORD },
      }),
    );
    // When the first is answered the others have been accepted: each waits for its password to be hashed.
    await Promise.race(requests);
    const exits = await house.product.stop();
    expect((await Promise.all(requests)).map((answer) => answer.status)).toEqual(requests.map(() => 201));
    expect([...exits.values()].map((exit) => exit.code)).toEqual([...exits].map(() => 0));
    await house.close();
  });
});
