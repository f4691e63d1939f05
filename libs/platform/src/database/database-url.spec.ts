import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-url.js';

describe('database URLs', () => {
  it.each([
    ['sqlite:data/identity.db', { kind: 'sqlite', path: 'data/identity.db' }],
    ['sqlite:///var/lib/x.db', { kind: 'sqlite', path: '/var/lib/x.db' }],
    [
      'mariadb://us%40er:p%2Fw@db/spectacles',
      { kind: 'mariadb', host: 'db', port: 3306, username: 'us@er', password: 'p/w', database: 'spectacles' },
    ],
    ['mysql://u@db:3307/x', { kind: 'mysql', host: 'db', port: 3307, username: 'u', password: '', database: 'x' }],
  ])('reads %s', (url, expected) => {
    expect(parseDatabaseUrl(url, 'X')).toEqual(expected);
  });

  it.each(['', 'sqlite:', 'postgres://db/x', 'mysql://db', 'nonsense'])(
    'refuses "%s" by the name of its variable',
    (url) => {
      expect(() => parseDatabaseUrl(url, 'IDENTITY_DATABASE_URL')).toThrow(/^IDENTITY_DATABASE_URL: must be sqlite:/);
    },
  );
});
