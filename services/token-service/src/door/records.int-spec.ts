import { SpooledRecord } from '@spectacles/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { alice, basic, type House, openHouse, passwordOf } from '../test-support/house.js';
import { aCredential } from '../test-support/machine-credentials.js';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const lastRecord = async () => (await house.recorded()).at(-1);

describe('the record of a request', () => {
  it('holds no secret that was written where the name belongs', async () => {
    const { secret } = aCredential(51, alice);
    for (const name of [secret, `${secret}x`, secret.replace('spt_', 'spr_')]) {
      expect((await house.ask('service=reg-a', basic(name, 'x'))).status).toBe(401);
      expect(await lastRecord()).toMatchObject({ subject: { kind: 'unknown', name: `${name.slice(0, 4)}…` } });
    }
    const form = `grant_type=refresh_token&refresh_token=x&username=${secret}&service=reg-a`;
    expect((await house.post(form)).status).toBe(401);
    const kept = JSON.stringify(await house.recorded()) + house.lines.join('\n');
    expect(kept).not.toContain(secret.slice(4, -7));
  });

  it.each([
    ['a long action', `scope=${encodeURIComponent(`repository:team/app:${'x'.repeat(200)}`)}`],
    ['many actions', `scope=repository:team/app:${Array.from({ length: 60 }, () => 'a').join(',')}`],
    ['a long name', `scope=repository:${'n'.repeat(2000)}:pull`],
    ['a long class', `scope=repository(${'c'.repeat(200)}):team/app:pull`],
    ['control characters', `scope=${encodeURIComponent('repository:a\u0000\n"}\u2028:pull')}`],
    ['half of a character', `service=${encodeURIComponent('\u{1f600}'.repeat(128))}`],
    ['many scopes', `scope=${Array.from({ length: 300 }, () => 'x:y:z').join('%20')}`],
  ])('can be read by who takes it: %s', async (_name, query) => {
    const asked = query.startsWith('service') ? query : `service=reg-a&${query}`;
    for (const headers of [basic('alice', 'wrong'), basic('alice', passwordOf('alice')), {}]) {
      await house.ask(asked, { ...headers, 'user-agent': 'u'.repeat(600) });
      const record = await lastRecord();
      expect(record?.kind).toBe('decision');
      expect(SpooledRecord.safeParse(record).error).toBeUndefined();
    }
  });
});
