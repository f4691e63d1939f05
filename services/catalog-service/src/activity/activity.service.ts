import type { Principal } from '@spectacles/access-control';
import type { ActivityQuery, ActivityView } from '@spectacles/contracts';
import type { z } from 'zod';
import type { PolicyView } from '../access/policy-view.js';
import { Reader } from '../access/reader.js';
import { ALWAYS, chunksOf, oneOf, type SqlCondition } from '../database/sql.js';
import type { Page } from '../lists/cursor.js';
import { allOf, between, equals } from '../lists/record-page.js';
import { visiblePage } from '../lists/visible-page.js';
import type { HiddenPlaces } from '../lists/hidden-places.js';
import type { ActivityRepository } from './activity.repository.js';

type Query = z.output<typeof ActivityQuery>;

const IDS_PER_STATEMENT = 500;

/** Who changed what, as far as it concerns the reader. */
export class ActivityService {
  constructor(
    private readonly activity: ActivityRepository,
    private readonly view: PolicyView,
    private readonly places: HiddenPlaces,
  ) {}

  async list(principal: Principal, query: Query): Promise<Page<ActivityView>> {
    const reader = new Reader(this.view.policy, principal);
    const filter = filterOf(query);
    const anyOf = concerning(reader);
    return visiblePage({
      list: 'activity',
      cursor: query.cursor,
      limit: query.limit,
      places: this.places,
      read: (after, limit) => this.activity.page({ anyOf, filter, after, limit }),
      viewOf: (row) => (isShown(reader, row) ? row : null),
    });
  }
}

function concerning(reader: Reader): readonly SqlCondition[] {
  if (reader.isAdministrator) return [ALWAYS];
  const managed = reader.managed.map(({ id }) => id);
  return [
    { sql: 'actor_id = ?', values: [reader.userId] },
    ...chunksOf(managed, IDS_PER_STATEMENT).map((ids) => oneOf('namespace_id', ids)),
  ];
}

function isShown(reader: Reader, { actor, namespaceId }: ActivityView): boolean {
  return reader.manages(namespaceId) || (actor.kind === 'user' && actor.id === reader.userId);
}

function filterOf(query: Query): SqlCondition {
  return allOf([
    equals('registry_id', query.registryId),
    equals('namespace_id', query.namespaceId),
    equals('actor_id', query.actorId),
    query.action === undefined ? null : actionFilter(query.action),
    equals('object_id', query.objectId),
    query.q === undefined || query.q === '' ? null : { sql: 'INSTR(names, ?) > 0', values: [query.q.toLowerCase()] },
    equals('address', query.address),
    ...between(query.since, query.until),
  ]);
}

/** `grant.create`, or every action on grants; `/` follows the dot. */
function actionFilter(action: string): SqlCondition {
  return { sql: 'action = ? OR (action >= ? AND action < ?)', values: [action, `${action}.`, `${action}/`] };
}
