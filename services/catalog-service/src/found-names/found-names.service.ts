import type { CompiledPolicy } from '@spectacles/access-control';
import { formatCursor, parseCursor } from '../lists/cursor.js';
import type { PolicyView } from '../access/policy-view.js';
import type { FoundNameRepository, TopName } from './found-name.repository.js';

/** A name that nobody owns. */
export interface FoundName {
  readonly registryId: string;
  readonly path: string;
  readonly repositoryCount: number;
}

export interface FoundNamesRequest {
  readonly registryId: string | null;
  /** A part of the component; empty: any. */
  readonly part: string;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Names of one registry, from a place on. */
interface NamesAsked {
  readonly registryId: string;
  readonly part: string;
  readonly after: string | null;
}

const SORT = 'found';
const NAMES_PER_READ = 200;

/** Finds names that a registry shows and no namespace covers, so that an administrator can give them an owner. */
export class FoundNamesService {
  constructor(
    private readonly names: FoundNameRepository,
    private readonly view: PolicyView,
  ) {}

  async list(request: FoundNamesRequest): Promise<{ items: FoundName[]; next: string | null }> {
    const { policy } = this.view;
    const place = parseCursor(SORT, 'string', request.cursor ?? undefined);
    const items: FoundName[] = [];
    for (const registryId of this.registriesOf(request.registryId, place?.tie ?? '')) {
      const after = place?.tie === registryId ? String(place.key) : null;
      const names = { registryId, after, part: request.part.toLowerCase() };
      for await (const found of this.found(policy, names)) {
        items.push(found);
        if (items.length > request.limit) return { items: items.slice(0, -1), next: cursorAfter(items.at(-2)) };
      }
    }
    return { items, next: null };
  }

  private registriesOf(registryId: string | null, from: string): readonly string[] {
    const ids = this.view.policy.registries().map((registry) => registry.id);
    return ids.filter((id) => id >= from && (registryId === null || id === registryId)).sort();
  }

  private async *found(
    policy: CompiledPolicy,
    { registryId, part, after: start }: NamesAsked,
  ): AsyncGenerator<FoundName, void> {
    const namespaces = outermostNamespaces(policy, registryId);
    let after = start;
    for (;;) {
      const tops = await this.names.topNames(registryId, after, NAMES_PER_READ);
      for (const top of tops.filter(({ path }) => path.includes(part))) {
        const repositoryCount = await this.uncovered(registryId, top, namespaces.get(top.path) ?? []);
        if (repositoryCount > 0) yield { registryId, path: top.path, repositoryCount };
      }
      const last = tops.at(-1);
      if (last === undefined || tops.length < NAMES_PER_READ) return;
      after = last.path;
    }
  }

  /** How many names that begin with the component are in none of the namespaces. */
  private async uncovered(registryId: string, top: TopName, namespaces: readonly string[]): Promise<number> {
    if (namespaces.includes(top.path)) return 0;
    let covered = 0;
    for (const path of namespaces) covered += await this.names.countBelow(registryId, path);
    return top.repositoryCount - covered;
  }
}

/** Namespaces that are in no other one, by their first component; the root is its own. */
function outermostNamespaces(policy: CompiledPolicy, registryId: string): ReadonlyMap<string, readonly string[]> {
  const paths = new Set(policy.namespacesOf(registryId).map((namespace) => namespace.path));
  const outermost = [...paths].filter((path) => !ancestorsOf(path).some((ancestor) => paths.has(ancestor)));
  const byTop = new Map<string, string[]>();
  for (const path of outermost) {
    const top = path.split('/', 1)[0] ?? '';
    byTop.set(top, [...(byTop.get(top) ?? []), path]);
  }
  return byTop;
}

function ancestorsOf(path: string): readonly string[] {
  const components = path.split('/');
  return components.slice(1).map((_, index) => components.slice(0, index + 1).join('/'));
}

function cursorAfter(found: FoundName | undefined): string | null {
  return found === undefined ? null : formatCursor(SORT, { key: found.path, tie: found.registryId });
}
