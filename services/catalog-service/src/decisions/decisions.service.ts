import { isRepositoryName, parentPathOf, type CompiledPolicy, type Principal } from '@spectacles/access-control';
import type {
  ActionReason,
  CredentialUse,
  DecisionsQuery,
  DecisionSummary,
  DecisionView,
  NamespaceState,
  SeenRefreshToken,
  SpooledRecord,
} from '@spectacles/contracts';
import { NotAllowed, type Clock } from '@spectacles/platform';
import type { z } from 'zod';
import type { PolicyView } from '../access/policy-view.js';
import { Reader } from '../access/reader.js';
import { ALWAYS, chunksOf, oneOf, type SqlCondition } from '../database/sql.js';
import type { Page } from '../lists/cursor.js';
import { allOf, between, equals } from '../lists/record-page.js';
import { visiblePage } from '../lists/visible-page.js';
import type { HiddenPlaces } from '../lists/hidden-places.js';
import type { DecisionRepository } from './decision.repository.js';
import { withinNamespace } from './name-places.js';

type Query = z.output<typeof DecisionsQuery>;

const HOUR_MS = 3_600_000;
const REFRESH_TOKEN_MS = 90 * 24 * HOUR_MS;
/** Managed namespaces whose rows are each asked for. */
const NAMESPACES_ASKED = 100;
const NEVER: SqlCondition = { sql: '1 = 0', values: [] };

/** The token log: what it takes from the token servers, and what of it whom it concerns. */
export class DecisionsService {
  constructor(
    private readonly decisions: DecisionRepository,
    private readonly view: PolicyView,
    private readonly places: HiddenPlaces,
    private readonly clock: Clock,
  ) {}

  append(spool: string, first: number, records: readonly SpooledRecord[]): Promise<number> {
    return this.decisions.append(spool, first, records);
  }

  position(spool: string): Promise<number> {
    return this.decisions.position(spool);
  }

  uses(credentialIds: readonly string[]): Promise<readonly { credentialId: string; use: CredentialUse }[]> {
    return this.decisions.uses(credentialIds);
  }

  seenRefreshTokens(subjectId: string, limit: number): Promise<readonly SeenRefreshToken[]> {
    return this.decisions.seenRefreshTokens(subjectId, this.clock.now().getTime() - REFRESH_TOKEN_MS, limit);
  }

  seenRefreshToken(id: string): Promise<SeenRefreshToken | null> {
    return this.decisions.seenRefreshToken(id);
  }

  async list(principal: Principal, query: Query): Promise<Page<DecisionView>> {
    const { policy } = this.view;
    const reader = new Reader(policy, principal);
    const filter = filterOf(policy, reader, query);
    const conditions = concerning(reader);
    return visiblePage({
      list: 'decisions',
      cursor: query.cursor,
      limit: query.limit,
      places: this.places,
      read: (after, limit) => this.decisions.page({ anyOf: conditions, filter, after, limit }),
      viewOf: (row) => shown(reader, policy, row),
    });
  }

  async summarize(principal: Principal, hours: number): Promise<DecisionSummary> {
    const reader = new Reader(this.view.policy, principal);
    if (!reader.isAdministrator) throw new NotAllowed();
    return this.decisions.summarize(this.clock.now().getTime() - hours * HOUR_MS);
  }
}

/** Everything that may concern the reader; each row is tested afterwards. */
function concerning(reader: Reader): readonly SqlCondition[] {
  if (reader.isAdministrator) return [ALWAYS];
  const paths = new Set(reader.managed.map(({ registryId, path }) => `${registryId} ${path}`));
  // What is within another managed namespace is found there.
  const outermost = reader.managed.filter((namespace) => !ancestorsOf(namespace).some((key) => paths.has(key)));
  const own: SqlCondition = { sql: 'subject_id = ?', values: [reader.userId] };
  const robots = chunksOf(reader.robotIds(), 500).map((ids) => oneOf('subject_id', ids));
  // Each in the order of time; whoever manages more looks through the whole log, row by row.
  if (outermost.length > NAMESPACES_ASKED) return [ALWAYS];
  const places = outermost.map(({ registryId, path }) => withinNamespace(registryId, path));
  return [own, ...robots, ...places];
}

function ancestorsOf({ registryId, path }: NamespaceState): readonly string[] {
  const ancestors: string[] = [];
  for (let above = parentPathOf(path); above !== null; above = parentPathOf(above)) {
    if (above !== '') ancestors.push(`${registryId} ${above}`);
  }
  return ancestors;
}

function filterOf(policy: CompiledPolicy, reader: Reader, query: Query): SqlCondition {
  return allOf([
    equals('registry_id', query.registryId),
    query.namespaceId === undefined ? null : namespaceFilter(policy, reader, query.namespaceId),
    equals('scope_name', query.repository),
    outcomeFilter(query.outcome),
    equals('subject_id', query.subjectId),
    equals('subject_name', query.account),
    equals('credential_id', query.credentialId),
    equals('address', query.address),
    equals('token_id', query.tokenId),
    ...between(query.since, query.until),
  ]);
}

/** A namespace that the reader does not manage finds nothing, as one that does not exist. */
function namespaceFilter(policy: CompiledPolicy, reader: Reader, namespaceId: string): SqlCondition {
  const namespace = policy.namespace(namespaceId);
  return namespace === null || !reader.manages(namespaceId)
    ? NEVER
    : withinNamespace(namespace.registryId, namespace.path);
}

function outcomeFilter(outcome: Query['outcome']): SqlCondition | null {
  switch (outcome) {
    case undefined:
      return null;
    case 'denied':
      return { sql: "outcome IN ('reduced', 'refused')", values: [] };
    case 'gap':
      return { sql: "kind = 'gap'", values: [] };
    default:
      return { sql: 'outcome = ?', values: [outcome] };
  }
}

/** The row as the reader may see it; null where it is none of theirs. */
function shown(reader: Reader, policy: CompiledPolicy, row: DecisionView): DecisionView | null {
  if (reader.isAdministrator) return row;
  const repository = row.scope?.type === 'repository' ? row.scope.name : null;
  const isKnown = repository !== null && row.registryId !== null && browses(reader, row.registryId, repository);
  const isOwn = row.subject.kind === 'user' && row.subject.id === reader.userId;
  if (isOwn) return repository === null || isKnown ? row : withoutReasons(row);
  if (repository !== null && !isKnown) return null;
  const isOfRobot = row.subject.kind === 'robot' && reader.manages(namespaceOfRobot(policy, row.subject.id));
  const isManaged = isKnown && row.registryId !== null && reader.managesRepository(row.registryId, repository);
  return isOfRobot || isManaged ? row : null;
}

function browses(reader: Reader, registryId: string, name: string): boolean {
  return isRepositoryName(name) && reader.browses(registryId, name);
}

function namespaceOfRobot(policy: CompiledPolicy, id: string | null): string | null {
  return id === null ? null : (policy.robot(id)?.namespaceId ?? null);
}

/**
 * What one asked for oneself, about a repository that may be hidden or not be there at all: both look the same. Why a
 * first push made no namespace is told: it is about a name that nobody had.
 */
function withoutReasons(row: DecisionView): DecisionView {
  const { scope } = row;
  if (scope === null) return row;
  const source = { kind: 'hidden', text: 'Nothing that you may see says more about this name.' };
  const hidden = (reason: ActionReason): ActionReason =>
    reason.source.kind === 'first-push' ? reason : { ...reason, source };
  return { ...row, scope: { ...scope, because: scope.because.map(hidden) } };
}
