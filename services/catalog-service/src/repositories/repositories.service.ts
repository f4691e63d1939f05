import {
  ALL_VERBS,
  BROWSE,
  decideAccess,
  grantedVerbs,
  namespacePathOf,
  verbsOfMask,
  type CompiledPolicy,
  type Principal,
} from '@spectacles/access-control';
import type { RepositoryView } from '@spectacles/contracts';
import { NotFound } from '@spectacles/platform';
import type { PolicyView } from '../access/policy-view.js';
import { visibleScopes, type NameFilter } from '../access/visible-names.js';
import { formatCursor, pageOfRows, type Page } from '../lists/cursor.js';
import type { HiddenPlaces } from '../lists/hidden-places.js';
import { placeOf, type Repository, type RepositoryRepository, type RepositorySort } from './repository.repository.js';

/** What a caller asks of the list of repositories. */
export interface RepositoryListRequest extends NameFilter {
  readonly sort: RepositorySort;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Repositories as far as the caller may browse them; what is hidden and what is not there look the same. */
export class RepositoriesService {
  constructor(
    private readonly repositories: RepositoryRepository,
    private readonly view: PolicyView,
    private readonly places: HiddenPlaces,
  ) {}

  async list(principal: Principal, request: RepositoryListRequest): Promise<Page<RepositoryView>> {
    const { sort, limit } = request;
    const { policy } = this.view;
    const after = this.places.parse(sort, sort === 'name' ? 'string' : 'number', request.cursor);
    const scopes = visibleScopes(policy, principal, request);
    const found = await this.repositories.page({ scopes, sort, part: request.q, after, limit: limit + 1 });
    const page = pageOfRows({
      rows: found.rows,
      limit,
      viewOf: (repository) => viewOf(policy, principal, repository),
      cursorOf: (repository) => formatCursor(sort, placeOf(repository, sort)),
    });
    const isWhole = page.next !== null || found.stoppedAt === null;
    return isWhole ? page : { ...page, next: this.places.format(sort, found.stoppedAt) };
  }

  async read(principal: Principal, id: string): Promise<RepositoryView> {
    const repository = await this.repositories.find(id);
    const view = repository === null ? null : viewOf(this.view.policy, principal, repository);
    if (view === null) throw new NotFound();
    return view;
  }
}

function mayBrowse(policy: CompiledPolicy, principal: Principal, registryId: string, name: string): boolean {
  return (grantedVerbs(policy, principal, registryId, { kind: 'repository', name, verbs: BROWSE }) & BROWSE) !== 0;
}

/** Null where the caller may not browse. */
function viewOf(policy: CompiledPolicy, principal: Principal, repository: Repository): RepositoryView | null {
  const { registryId, name } = repository;
  const registry = policy.registry(registryId);
  const decision = decideAccess(policy, principal, registryId, { kind: 'repository', name, verbs: ALL_VERBS });
  if (registry === null || !mayBrowse(policy, principal, registryId, name)) return null;
  return {
    id: repository.id,
    registryId,
    registryName: registry.name,
    publicHost: registry.publicHost,
    name,
    namespaceId: nearestNamespace(policy, registryId, name),
    tagCount: repository.tagCount,
    sizeBytes: repository.sizeBytes,
    pushedAt: repository.pushedAt?.toISOString() ?? null,
    lastSeenAt: repository.lastSeenAt.toISOString(),
    ownAccess: {
      actions: [...verbsOfMask(decision.granted)],
      source: decision.because.find((reason) => reason.outcome === 'granted')?.source.text ?? '',
    },
  };
}

/** The root holds the names without a slash, and nothing inherits from it. */
function nearestNamespace(policy: CompiledPolicy, registryId: string, name: string): string | null {
  let path = namespacePathOf(name);
  for (;;) {
    const namespace = policy.namespaceByPath(registryId, path);
    if (namespace !== null) return namespace.id;
    if (!path.includes('/')) return null;
    path = namespacePathOf(path);
  }
}
