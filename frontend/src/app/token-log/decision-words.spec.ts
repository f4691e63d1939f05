import type { DecisionView } from '@spectacles/contracts';
import { becauseOf, credentialWords, outcomeOf, questionOf, subjectWords } from './decision-words';
import { refusalWords } from './refusal-words';

const ID = '01890000-0000-7000-8000-000000000001';
const TOKEN = '01890000-0000-7000-8000-000000000002';
const REGISTRY = '01890000-0000-7000-8000-000000000003';
const scope: NonNullable<DecisionView['scope']> = {
  type: 'repository',
  name: 'team/app',
  asked: ['pull', 'push'],
  granted: ['pull'],
  because: [
    { action: 'pull', outcome: 'granted', source: { kind: 'grant', text: 'An entry for alice says READ.' } },
    { action: 'push', outcome: 'denied', source: { kind: 'grant', text: 'The entry for the caller gives READ.' } },
  ],
};
const row: DecisionView = {
  id: '1',
  kind: 'decision',
  decisionId: ID,
  at: '2026-01-01T00:00:00.000Z',
  lastAt: '2026-01-01T00:00:00.000Z',
  count: 1,
  outcome: 'reduced',
  refusal: null,
  subject: { kind: 'user', id: ID, name: 'alice' },
  credential: { kind: 'password', id: null, name: null },
  refreshTokenId: null,
  address: '192.0.2.7',
  newAddress: false,
  userAgent: 'docker/28',
  requestId: 'r',
  registryId: REGISTRY,
  service: 'reg-a',
  scope,
  policyVersion: 7,
  tokenId: 'jti',
  expiresAt: null,
  gap: null,
};
const asking = (granted: string[]) => ({ ...row, scope: { ...scope, granted } });

describe('a row of the token log in words', () => {
  it('says what came of its scope', () => {
    expect([outcomeOf(asking(['pull', 'push'])), outcomeOf(row), outcomeOf(asking([]))]).toEqual([
      'granted',
      'reduced',
      'denied',
    ]);
    expect(outcomeOf({ outcome: 'refused', scope: null })).toBe('refused');
    expect(outcomeOf({ outcome: 'granted', scope: null })).toBe('granted');
  });

  it('tells why what was denied was denied', () => {
    expect(becauseOf(row)).toEqual(['The entry for alice gives READ.']);
    expect(becauseOf({ ...row, outcome: 'refused', refusal: 'TOKENS_ONLY', scope: null })).toEqual([
      'passwords are refused: tokens only',
    ]);
    expect(refusalWords('SOMETHING_NEW')).toBe('something new');
  });

  it('tells who, and with what', () => {
    expect(credentialWords({ kind: 'token', id: TOKEN, name: 'ci' })).toBe('token ci');
    expect(credentialWords({ kind: 'none', id: null, name: null })).toBe('nothing');
    expect(subjectWords({ kind: 'unknown', id: null, name: 'mallory' })).toBe('“mallory”');
  });

  it('asks the simulator the same, with the limits of the credential', () => {
    const same = { service: REGISTRY, scope: 'repository:team/app:pull,push', address: '192.0.2.7' };
    expect(questionOf(row)).toEqual({ ...same, principal: `user:${ID}` });
    const limited: DecisionView = { ...row, credential: { kind: 'refresh-token', id: TOKEN, name: 'ci' } };
    expect(questionOf(limited)).toEqual({ ...same, principal: `token:${TOKEN}` });
    expect(questionOf({ ...row, subject: { kind: 'unknown', id: null, name: '' } })).toBeNull();
    expect(questionOf({ ...row, scope: null })).toBeNull();
  });

  it('asks by the name where a log-in was refused, with the reason', () => {
    const refused: DecisionView = { ...row, outcome: 'refused', refusal: 'INVALID_CREDENTIALS' };
    const mallory = { ...refused, subject: { kind: 'unknown' as const, id: null, name: 'mallory' } };
    const same = { service: REGISTRY, scope: 'repository:team/app:pull,push', address: '192.0.2.7' };
    expect(questionOf(mallory)).toEqual({ ...same, account: 'mallory', refusal: 'INVALID_CREDENTIALS' });
    const stolen = {
      ...mallory,
      refusal: 'NAME_OF_ANOTHER',
      credential: { kind: 'token' as const, id: TOKEN, name: 'ci' },
    };
    expect(questionOf(stolen)).toMatchObject({ account: 'mallory' });
    const expired = { ...refused, refusal: 'CREDENTIAL_EXPIRED', credential: stolen.credential };
    expect(questionOf(expired)).toMatchObject({ principal: `token:${TOKEN}` });
    expect(becauseOf(expired)).toEqual(['the token has expired']);
  });
});
