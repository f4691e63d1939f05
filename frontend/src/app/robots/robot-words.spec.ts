import { lastUseOf, robotMay, robotState } from './robot-words';

const secret = (at: string | null) => ({
  id: '01890000-0000-7000-8000-000000000001',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: null,
  lastUsed: at === null ? null : { at, address: '192.0.2.1', userAgent: 'docker', repository: null },
});

describe('a robot in words', () => {
  it('says what it may do', () => {
    expect(robotMay({ scopes: [{ pattern: 'team/**', actions: ['pull'] }], namespacePath: 'team' })).toBe(
      'pull on team/**',
    );
    expect(robotMay({ scopes: null, namespacePath: 'team' })).toBe('all in its namespace');
    expect(robotMay({ scopes: null, namespacePath: null })).toBe('what entries give it');
  });

  it('was used last with the secret that was used last', () => {
    const secrets = [secret(null), secret('2026-01-03T00:00:00.000Z'), secret('2026-01-02T00:00:00.000Z')];
    expect(lastUseOf({ secrets })?.at).toBe('2026-01-03T00:00:00.000Z');
    expect(lastUseOf({ secrets: [secret(null)] })).toBeNull();
  });

  it('is ended once its end is there', () => {
    const now = Date.parse('2026-01-02T00:00:00.000Z');
    const at = (expiresAt: string | null) => robotState({ status: 'active', expiresAt }, now);
    expect([at(null), at('2026-01-02T00:00:00.000Z'), at('2026-01-03T00:00:00.000Z')]).toEqual([
      'active',
      'ended',
      'active',
    ]);
    expect(robotState({ status: 'disabled', expiresAt: null }, now)).toBe('disabled');
  });
});
