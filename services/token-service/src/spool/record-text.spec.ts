import { DecisionRecord } from '@spectacles/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { DecidedScope, Decision } from './decision.js';
import { decisionText, InstanceText } from './record-text.js';

const id = fc.uuid({ version: 7 });
const text = fc.string({ unit: 'binary', maxLength: 40 });
const reason: fc.Arbitrary<DecidedScope['because'][number]> = fc.record({
  action: text,
  outcome: fc.constantFrom('granted' as const, 'denied' as const),
  source: fc.record({ kind: text, id, level: text, text }, { requiredKeys: ['kind', 'text'] }),
});
const scope: fc.Arbitrary<DecidedScope> = fc.record({
  type: text,
  name: text,
  asked: fc.array(text),
  granted: fc.array(fc.constantFrom('pull', 'push')),
  // One source for several actions, as rules and entries have it.
  because: fc.oneof(
    fc.array(reason),
    reason.map((one) => [one, { ...one, action: 'push' }]),
  ),
});
const decision: fc.Arbitrary<Decision> = fc.record({
  outcome: fc.constantFrom('granted' as const, 'reduced' as const, 'refused' as const),
  refusal: fc.option(text),
  subject: fc.record({ kind: fc.constantFrom('user' as const, 'unknown' as const), id: fc.option(id), name: text }),
  credential: fc.record({
    kind: fc.constantFrom('none' as const, 'token' as const),
    id: fc.option(id),
    name: fc.option(text),
  }),
  refreshTokenId: fc.option(id),
  refreshTokenIssued: fc.boolean(),
  address: text,
  userAgent: text,
  registryId: fc.option(id),
  service: text,
  asked: fc.array(text),
  policyVersion: fc.nat(),
});
const whole = fc.record({
  requestId: text,
  tokenId: fc.option(text),
  at: fc.nat(),
  expiresAt: fc.option(fc.nat()),
  count: fc.integer({ min: 1 }),
});

describe('the text of a record', () => {
  it('is the JSON of all that is in it, on one line, and nothing else', () => {
    const texts = new InstanceText();
    fc.assert(
      fc.property(decision, fc.array(scope, { maxLength: 4 }), whole, id, (decided, scopes, own, recordId) => {
        const { at, count, ...instance } = own;
        const line = texts.of(instance, { id: recordId, at, count }) + decisionText(decided, scopes);
        expect(line).not.toContain('\n');
        const { asked: _asked, ...facts } = decided;
        const expiresAt = own.expiresAt === null ? null : new Date(own.expiresAt).toISOString();
        const record = {
          kind: 'decision',
          id: recordId,
          ...own,
          at: new Date(at).toISOString(),
          expiresAt,
          ...facts,
          scopes,
        };
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });

  it('is one that its reader takes', () => {
    const known: Decision = {
      ...{ outcome: 'granted', refusal: null, refreshTokenId: null, refreshTokenIssued: false },
      subject: { kind: 'user', id: '01900000-0000-7000-8000-000000000002', name: 'alice' },
      credential: { kind: 'password', id: null, name: null },
      ...{ address: '192.0.2.1', userAgent: 'docker/28 "x"', registryId: null, service: 'reg-a' },
      ...{ asked: [], policyVersion: 7 },
    };
    const frame = { id: '01900000-0000-7000-8000-000000000099', at: 0, count: 1 };
    const start = new InstanceText().of({ requestId: 'r', tokenId: null, expiresAt: 1000 }, frame);
    const line = start + decisionText(known, []);
    expect(DecisionRecord.parse(JSON.parse(line))).toMatchObject({ userAgent: known.userAgent, count: 1 });
  });
});
