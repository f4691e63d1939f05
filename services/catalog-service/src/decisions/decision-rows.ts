import { createHash } from 'node:crypto';
import type { DecisionGap, DecisionRecord, DecisionView, SpooledRecord } from '@spectacles/contracts';

/** What is told of a row beside what may still change. */
export type StoredView = Omit<DecisionView, 'lastAt' | 'count' | 'newAddress'>;

/** A row of the token log. */
export interface DecisionRow {
  readonly part: number;
  readonly at: number;
  lastAt: number;
  count: number;
  newAddress: boolean;
  /** Equal for rows that say the same but for time, request and token. */
  readonly sameness: string;
  /** Of a repository. */
  readonly scopeName: string | null;
  readonly view: StoredView;
}

type Scope = DecisionRecord['scopes'][number];

/** One row a scope; a refusal without scopes is one, and so is a gap. */
export function rowsOf(record: SpooledRecord): readonly DecisionRow[] {
  if (record.kind === 'gap') return [gapRow(record)];
  const scopes: readonly (Scope | null)[] = record.scopes.length === 0 ? [null] : record.scopes;
  return scopes.map((scope, part) => decisionRow(record, scope, part));
}

function decisionRow(record: DecisionRecord, scope: Scope | null, part: number): DecisionRow {
  const { id, kind: _kind, scopes: _scopes, count, refreshTokenIssued, ...plain } = record;
  const view: StoredView = {
    ...plain,
    id: `${id}.${String(part).padStart(3, '0')}`,
    kind: 'decision',
    decisionId: id,
    outcome: outcomeOf(record, scope),
    scope,
    gap: null,
  };
  const at = Date.parse(record.at);
  const scopeName = scope?.type === 'repository' ? scope.name : null;
  return {
    part,
    at,
    lastAt: at,
    count,
    newAddress: false,
    sameness: samenessOf(view, refreshTokenIssued),
    scopeName,
    view,
  };
}

/** A request for two repositories may be granted for one of them. */
function outcomeOf({ outcome }: DecisionRecord, scope: Scope | null): DecisionRecord['outcome'] {
  if (outcome !== 'reduced' || scope === null) return outcome;
  return scope.asked.every((action) => scope.granted.includes(action)) ? 'granted' : 'reduced';
}

/** A refresh token that is handed out is an event of its own. */
function samenessOf(view: StoredView, isEvent: boolean): string {
  const { id, decisionId: _decision, at: _at, requestId: _request, tokenId: _token, expiresAt: _end, ...said } = view;
  const text = JSON.stringify(isEvent ? [id] : [id.slice(id.indexOf('.')), said]);
  return createHash('sha256').update(text).digest('hex');
}

function gapRow({ id, from, until, missing, reason }: DecisionGap): DecisionRow {
  const view: StoredView = {
    id: `${id}.000`,
    kind: 'gap',
    decisionId: id,
    at: until,
    outcome: null,
    refusal: null,
    subject: { kind: 'unknown', id: null, name: '' },
    credential: { kind: 'none', id: null, name: null },
    refreshTokenId: null,
    address: '',
    userAgent: '',
    requestId: '',
    registryId: null,
    service: '',
    scope: null,
    policyVersion: 0,
    tokenId: null,
    expiresAt: null,
    gap: { missing, from, until, reason },
  };
  const at = Date.parse(until);
  return {
    part: 0,
    at,
    lastAt: at,
    count: 1,
    newAddress: false,
    sameness: samenessOf(view, true),
    scopeName: null,
    view,
  };
}
