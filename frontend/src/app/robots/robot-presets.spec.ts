import { limitsOf } from '../tokens/limits-model';
import { presetLimits } from './robot-presets';

const NOW = new Date('2026-01-01T00:00:00.000Z');

describe('presets of a robot', () => {
  it.each([
    ['ci', 'team/backend', { pattern: 'team/backend/**', actions: ['pull', 'push'] }, '2026-04-01'],
    ['pull', 'team', { pattern: 'team/**', actions: ['pull'] }, '2027-01-01'],
    ['mirror', null, { pattern: '**', actions: ['pull'] }, '2027-01-01'],
    ['own', '', { pattern: '*', actions: ['pull'] }, '2026-04-01'],
  ] as const)('%s in %j', (preset, path, scope, day) => {
    const limits = limitsOf(presetLimits(preset, path, null), NOW);
    expect(limits).toEqual({ scopes: [scope], expiresAt: `${day}T00:00:00.000Z`, addressRanges: [] });
  });

  it('never last longer than the settings allow', () => {
    expect(presetLimits('pull', 'team', 30).expiry).toBe('30');
  });
});
