import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTokenForm, readTokenQuery, type TokenRequestResult } from './token-request.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const outcome = (result: TokenRequestResult) =>
  result.ok ? result.request.presented.kind : `${String(result.refusal.status)} ${result.refusal.error}`;

describe('readTokenQuery', () => {
  it('takes service, repeated and joined scopes, and who it is', () => {
    const query =
      'service=my+registry&scope=repository%3Aa%3Apull&scope=repository:b:pull%20repository:c:push&client_id=docker';
    expect(readTokenQuery(query, basic('alice:a:b'))).toEqual({
      ok: true,
      request: {
        service: 'my registry',
        scopes: ['repository:a:pull', 'repository:b:pull repository:c:push'],
        presented: { kind: 'password', credentials: { username: 'alice', secret: 'a:b' } },
        offline: false,
        form: false,
      },
    });
  });

  it('compares the account of a robot also where its plus was not encoded, and believes it no more than others', () => {
    const header = basic('team+ci:secret');
    expect(outcome(readTokenQuery('account=team%2Bci', header))).toBe('password');
    expect(outcome(readTokenQuery('account=team+ci', header))).toBe('password');
    expect(outcome(readTokenQuery('account=team%2Bother', header))).toBe('401 invalid_grant');
    const form = readTokenForm('grant_type=password&username=team%2Bci&password=x', undefined);
    expect(form).toMatchObject({ request: { presented: { credentials: { username: 'team+ci' } } } });
  });

  it('hears that a refresh token is wanted, in the words of either kind of client', () => {
    expect(readTokenQuery('offline_token=true', undefined)).toMatchObject({ request: { offline: true } });
    expect(readTokenQuery('offline_token=1', undefined)).toMatchObject({ request: { offline: false } });
    const form = 'grant_type=password&username=bob&password=x&access_type=';
    expect(readTokenForm(`${form}offline`, undefined)).toMatchObject({ request: { offline: true } });
    expect(readTokenForm(`${form}online`, undefined)).toMatchObject({ request: { offline: false } });
  });

  it('knows no service where none or an empty one is given', () => {
    expect(readTokenQuery('', undefined)).toMatchObject({ request: { service: null, scopes: [] } });
    expect(readTokenQuery('service=&scope=', undefined)).toMatchObject({ request: { service: null, scopes: [''] } });
  });

  it.each([
    ['SEC-A01 account alone is nobody', 'account=admin', undefined, 'anonymous'],
    ['SEC-A02 account of another', 'account=alice', basic('bob:pw'), '401 invalid_grant'],
    ['account of the same', 'account=bob', basic('bob:pw'), 'password'],
    ['an empty account', 'account=', basic('bob:pw'), 'password'],
    ['SEC-A05 empty name and secret', '', 'Basic Og==', 'anonymous'],
    ['SEC-A05 empty name and secret, with an account', 'account=bob', 'Basic Og==', 'anonymous'],
    ['SEC-A06 a secret without a name', '', basic(':secret'), '401 invalid_grant'],
    ['a name without a secret', '', basic('bob:'), '401 invalid_grant'],
    ['no colon', '', basic('bob'), '401 invalid_grant'],
    ['an empty header', '', '', '401 invalid_grant'],
    ['another scheme', '', 'Bearer abc', '401 invalid_grant'],
    ['no base64', '', 'Basic !!!', '401 invalid_grant'],
    [
      'SEC-A08 bytes that are no UTF-8',
      '',
      `Basic ${Buffer.of(0x62, 0x3a, 0xc3, 0x28).toString('base64')}`,
      '401 invalid_grant',
    ],
    ['SEC-A08 1 KiB', '', basic(`bob:${'x'.repeat(1024)}`), 'password'],
    ['SEC-A08 more than 1 KiB', '', basic(`bob:${'x'.repeat(1025)}`), '401 invalid_grant'],
    ['SEC-A08 more than 1 KiB of UTF-8', '', basic(`bob:${'é'.repeat(513)}`), '401 invalid_grant'],
    ['a name of 256', '', basic(`${'x'.repeat(256)}:pw`), '401 invalid_grant'],
    ['SEC-B17 two services', 'service=reg-a&service=reg-b', undefined, '400 invalid_request'],
    ['SEC-B17 two accounts', 'account=a&account=a', undefined, '400 invalid_request'],
    ['SEC-B17 a name in disguise', 'service=reg-a&%73ervice=reg-b', undefined, '400 invalid_request'],
    ['a service that is no UTF-8', 'service=%C0%AF', undefined, '400 invalid_request'],
    ['raw bytes in the query', 'service=r\u00e9g', undefined, '400 invalid_request'],
    ['a name that is no UTF-8', '%C0%AF=1', undefined, 'anonymous'],
  ])('%s', (_name, query, authorization, expected) => {
    expect(outcome(readTokenQuery(query, authorization))).toBe(expected);
  });

  it('SEC-B04 leaves out a scope that is no UTF-8', () => {
    expect(readTokenQuery('scope=repository:%C0%AF:pull&scope=x%', undefined)).toMatchObject({
      request: { scopes: [] },
    });
  });
});

describe('readTokenForm', () => {
  it('takes the same from a form', () => {
    const body =
      'grant_type=password&service=reg-a&username=bob&password=a%26b&scope=repository:a:pull&scope=repository:b:pull';
    expect(readTokenForm(body, undefined)).toEqual({
      ok: true,
      request: {
        service: 'reg-a',
        scopes: ['repository:a:pull', 'repository:b:pull'],
        presented: { kind: 'password', credentials: { username: 'bob', secret: 'a&b' } },
        offline: false,
        form: true,
      },
    });
  });

  it.each([
    [
      'SEC-A03 account is not looked at',
      'grant_type=password&username=bob&password=pw&account=admin',
      undefined,
      'password',
    ],
    [
      'SEC-A04 two identities',
      'grant_type=password&username=alice&password=pw',
      basic('bob:pw'),
      '400 invalid_request',
    ],
    [
      'SEC-A05 an anonymous header beside the form',
      'grant_type=password&username=bob&password=pw',
      'Basic Og==',
      'password',
    ],
    [
      'an unreadable header beside the form',
      'grant_type=password&username=bob&password=pw',
      'Bearer x',
      '400 invalid_request',
    ],
    ['no grant type', 'username=bob&password=pw', undefined, '400 invalid_request'],
    ['an unknown grant type', 'grant_type=client_credentials', undefined, '400 unsupported_grant_type'],
    ['a refresh token', 'grant_type=refresh_token&refresh_token=abc', undefined, 'refresh-token'],
    ['no refresh token', 'grant_type=refresh_token&service=reg-a', undefined, '400 invalid_request'],
    [
      'SEC-B17 two accounts beside a refresh token',
      'grant_type=refresh_token&refresh_token=abc&account=alice&account=bob',
      undefined,
      '400 invalid_request',
    ],
    ['no password', 'grant_type=password&username=bob', undefined, '400 invalid_request'],
    ['no username', 'grant_type=password&password=pw', undefined, '400 invalid_request'],
    ['SEC-A06 a secret without a name', 'grant_type=password&username=&password=pw', undefined, '401 invalid_grant'],
    [
      'SEC-B17 two user names',
      'grant_type=password&username=bob&username=alice&password=pw',
      undefined,
      '400 invalid_request',
    ],
    ['an empty body', '', undefined, '400 invalid_request'],
  ])('%s', (_name, body, authorization, expected) => {
    expect(outcome(readTokenForm(body, authorization))).toBe(expected);
  });
});

describe('any text', () => {
  const pieces = [
    'service',
    'scope',
    'account',
    'grant_type',
    'password',
    'username',
    'bob',
    '=',
    '&',
    '&',
    '%',
    '%C0',
    '%3A',
    '+',
    ':',
    '\u0000',
    '\u00e9',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
  const header = fc.option(
    fc.oneof(
      text,
      fc.uint8Array({ maxLength: 40 }).map((bytes) => `Basic ${Buffer.from(bytes).toString('base64')}`),
    ),
    { nil: undefined },
  );

  it('is answered for, and makes nobody of a caller who did not say a name and a secret', () => {
    fc.assert(
      fc.property(text, header, (given, authorization) => {
        for (const read of [
          readTokenQuery(given, authorization),
          readTokenForm(`grant_type=password&${given}`, authorization),
        ]) {
          if (!read.ok || read.request.presented.kind !== 'password') continue;
          const { username, secret } = read.request.presented.credentials;
          expect(username.length * secret.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
