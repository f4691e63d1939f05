import type { ActivityEntry, DecisionRecord } from '@spectacles/contracts';
import { newId } from '@spectacles/platform';
import type { ManualClock } from '@spectacles/testing';

/** A decision of the token door of this moment. */
export function decision(clock: ManualClock, change: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    kind: 'decision',
    id: newId(clock),
    at: clock.now().toISOString(),
    outcome: 'granted',
    refusal: null,
    subject: { kind: 'anonymous', id: null, name: '' },
    credential: { kind: 'none', id: null, name: null },
    refreshTokenId: null,
    refreshTokenIssued: false,
    address: '198.51.100.7',
    userAgent: 'docker/29',
    requestId: 'request',
    registryId: null,
    service: 'registry.example',
    scopes: [],
    policyVersion: 7,
    tokenId: newId(clock),
    expiresAt: null,
    count: 1,
    ...change,
  };
}

/** A pull of a repository that was asked for. */
export function pullOf(name: string, isGranted = true): DecisionRecord['scopes'][number] {
  const outcome = isGranted ? 'granted' : 'denied';
  const source = { kind: 'entry', level: 'secret', text: `Entry of the namespace of ${name}.` };
  return {
    type: 'repository',
    name,
    asked: ['pull'],
    granted: isGranted ? ['pull'] : [],
    because: [{ action: 'pull', outcome, source }],
  };
}

/** A change that somebody made at this moment. */
export function change(clock: ManualClock, more: Partial<ActivityEntry> = {}): ActivityEntry {
  return {
    kind: 'activity',
    id: newId(clock),
    at: clock.now().toISOString(),
    actor: { kind: 'user', id: null, name: 'ada' },
    credential: null,
    action: 'grant.create',
    object: { kind: 'grant', id: 'g1', name: 'team' },
    registryId: null,
    namespaceId: null,
    changes: [],
    address: '198.51.100.7',
    userAgent: 'browser',
    requestId: 'request',
    policyVersion: 7,
    ...more,
  };
}
