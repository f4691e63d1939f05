import { ApiProblem } from '../api/problem';
import { atLimits, limitsModelOf, limitsOf, newLimits } from './limits-model';

const NOW = new Date('2026-01-01T12:00:00.000Z');

describe('the limits of a credential', () => {
  it('are none but an end, of a new one', () => {
    expect(limitsOf(newLimits(90), NOW)).toEqual({
      scopes: null,
      expiresAt: '2026-04-01T12:00:00.000Z',
      addressRanges: [],
    });
    expect(limitsOf(newLimits(null), NOW).expiresAt).toBeNull();
  });

  it('come back as they were read', () => {
    const limits = {
      scopes: [{ pattern: 'team/**', actions: ['pull' as const, 'push' as const] }],
      expiresAt: '2026-02-03T09:10:11.000Z',
      addressRanges: ['10.0.0.0/8', '::1'],
    };
    expect(limitsOf(limitsModelOf(limits), NOW, limits.expiresAt)).toEqual(limits);
  });

  it('end with the chosen day', () => {
    const model = { ...newLimits(90), expiry: 'on', expiresAt: '2026-02-03' };
    expect(new Date(limitsOf(model, NOW).expiresAt ?? '').getTime()).toBe(new Date('2026-02-03T23:59:59').getTime());
  });

  it('take networks by line, comma or blank', () => {
    const model = { ...newLimits(90), addressRanges: ' 10.0.0.0/8,\n192.0.2.1  ::1\n' };
    expect(limitsOf(model, NOW).addressRanges).toEqual(['10.0.0.0/8', '192.0.2.1', '::1']);
  });

  it('show what the server has against them where they are typed', async () => {
    const errors = ['/addressRanges/1', '/scopes/0/pattern', '/expiresAt', '/name'].map((pointer) => ({
      pointer,
      code: 'x',
      message: 'x',
    }));
    const refused = Promise.reject(new ApiProblem({ code: 'PATTERN_INVALID', status: 422, detail: 'No.', errors }));
    const problem = await atLimits(refused).catch((error: unknown) => error as ApiProblem);
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual([
      '/limits/addressRanges',
      '/limits/scopes/0/pattern',
      '/limits/expiresAt',
      '/name',
    ]);
  });
});
