import type { ActivityView, DecisionView } from '@spectacles/contracts';

type Cell = string | number | boolean | null;

/** The columns of a file, in order, and how a row fills them. */
export interface Columns<View> {
  readonly names: readonly string[];
  readonly cellsOf: (view: View) => readonly Cell[];
}

function columnsOf<View>(cells: Readonly<Record<string, (view: View) => Cell>>): Columns<View> {
  const readers = Object.values(cells);
  return { names: Object.keys(cells), cellsOf: (view) => readers.map((read) => read(view)) };
}

export const decisionColumns = columnsOf<DecisionView>({
  at: (row) => row.at,
  lastAt: (row) => row.lastAt,
  count: (row) => row.count,
  kind: (row) => row.kind,
  outcome: (row) => row.outcome,
  refusal: (row) => row.refusal,
  subjectKind: (row) => row.subject.kind,
  subjectId: (row) => row.subject.id,
  subject: (row) => row.subject.name,
  credentialKind: (row) => row.credential.kind,
  credentialId: (row) => row.credential.id,
  credential: (row) => row.credential.name,
  refreshTokenId: (row) => row.refreshTokenId,
  address: (row) => row.address,
  newAddress: (row) => row.newAddress,
  userAgent: (row) => row.userAgent,
  service: (row) => row.service,
  registryId: (row) => row.registryId,
  resourceType: (row) => row.scope?.type ?? null,
  resource: (row) => row.scope?.name ?? null,
  asked: (row) => row.scope?.asked.join(' ') ?? null,
  granted: (row) => row.scope?.granted.join(' ') ?? null,
  because: (row) => row.scope?.because.map(({ action, source }) => `${action}: ${source.text}`).join(' | ') ?? null,
  policyVersion: (row) => row.policyVersion,
  tokenId: (row) => row.tokenId,
  expiresAt: (row) => row.expiresAt,
  requestId: (row) => row.requestId,
  missing: (row) => row.gap?.missing ?? null,
  gapReason: (row) => row.gap?.reason ?? null,
});

export const activityColumns = columnsOf<ActivityView>({
  at: (row) => row.at,
  id: (row) => row.id,
  actorKind: (row) => row.actor.kind,
  actorId: (row) => row.actor.id,
  actor: (row) => row.actor.name,
  credentialId: (row) => row.credential?.id ?? null,
  credential: (row) => row.credential?.name ?? null,
  action: (row) => row.action,
  objectKind: (row) => row.object.kind,
  objectId: (row) => row.object.id,
  object: (row) => row.object.name,
  registryId: (row) => row.registryId,
  namespaceId: (row) => row.namespaceId,
  changes: (row) =>
    row.changes.map(({ field, before, after }) => `${field}: ${before ?? ''} → ${after ?? ''}`).join(' | '),
  address: (row) => row.address,
  userAgent: (row) => row.userAgent,
  requestId: (row) => row.requestId,
  policyVersion: (row) => row.policyVersion,
});
