import type { ActivityView } from '@spectacles/contracts';
import { activityWords, actorWords, isAdministratorsPage, objectLink } from './activity-words';

const row = (action: string, kind: string, namespaceId: string | null = null): ActivityView => ({
  id: 'a',
  at: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'user', id: 'u', name: 'alice' },
  credential: null,
  action,
  object: { kind, id: 'o', name: 'team' },
  registryId: 'r',
  namespaceId,
  changes: [],
  address: '192.0.2.1',
  userAgent: '',
  requestId: 'q',
  policyVersion: 1,
});

describe('activity in words', () => {
  it.each([
    ['group.create', 'made the group'],
    ['group.member.put', 'put somebody into the group'],
    ['robot.delete', 'deleted the robot'],
    ['something.else', 'something.else'],
  ])('%s is "%s"', (action, words) => {
    expect(activityWords(action)).toBe(words);
  });

  it('leads to what was changed, while it is there', () => {
    expect(objectLink(row('group.change', 'group'))).toBe('/groups/o');
    expect(objectLink(row('group.delete', 'group'))).toBeNull();
    expect(objectLink(row('grant.delete', 'grant'))).toBeNull();
    expect(objectLink(row('grant.create', 'grant', 'n'))).toBe('/namespaces/n/access');
    expect(objectLink(row('grant.create', 'grant'))).toBe('/registries/r/access');
    expect(objectLink(row('rules.replace', 'rules'))).toBe('/registries/r/rules');
    expect(objectLink(row('token.create', 'token'))).toBeNull();
    expect(isAdministratorsPage('/users/o') && !isAdministratorsPage('/groups/o')).toBe(true);
  });

  it('names who did it', () => {
    expect(actorWords({ kind: 'system', id: null, name: '' })).toBe('Spectacles');
    expect(actorWords({ kind: 'user', id: 'u', name: 'alice' })).toBe('alice');
  });
});
