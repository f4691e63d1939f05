import { type CompiledPolicy, parentPathOf, type PolicyState } from '@spectacles/access-control';

export type PolicyNamespace = Extract<PolicyState, { kind: 'namespace' }>;

/** A namespace, or with a path of null whatever of a registry no namespace holds. */
export interface ForecastPlace {
  readonly registryId: string;
  readonly namespaceId: string | null;
  readonly path: string | null;
}

/** Where rows stand that will go: they have a say in everything below, too. */
export type Start = Pick<ForecastPlace, 'registryId' | 'path'>;

/** How many places a forecast looks at. */
const PLACES_COMPARED = 200;

/** The places in which what stands at the starts has a say, outer ones first, as many as are compared. */
export function placesBelow(
  policy: CompiledPolicy,
  starts: readonly Start[],
): { places: ForecastPlace[]; more: boolean } {
  const registryIds = [...new Set(starts.map(({ registryId }) => registryId))];
  const found = registryIds.flatMap((registryId): ForecastPlace[] => {
    const paths = new Set(starts.flatMap((start) => (start.registryId === registryId ? [start.path] : [])));
    const defaults = paths.has(null) ? [{ registryId, namespaceId: null, path: null }] : [];
    const namespaces = policy
      .namespacesOf(registryId)
      .filter(({ path }) => paths.has(null) || upwards(path).some((outer) => paths.has(outer)))
      .map(({ id, path }) => ({ registryId, namespaceId: id, path }));
    return [...defaults, ...namespaces.toSorted((one, two) => (one.path < two.path ? -1 : 1))];
  });
  return { places: found.slice(0, PLACES_COMPARED), more: found.length > PLACES_COMPARED };
}

/** The namespaces of some places and those above them, whose entries reach into them. */
export function namespacesAround(policy: CompiledPolicy, places: readonly ForecastPlace[]): PolicyNamespace[] {
  const found = new Map<string, PolicyNamespace>();
  for (const { registryId, path } of places)
    for (const outer of path === null ? [] : upwards(path)) {
      const namespace = policy.namespaceAt(registryId, outer);
      if (namespace !== null) found.set(namespace.id, namespace);
    }
  return [...found.values()];
}

/** A path and those above it. */
function upwards(path: string): string[] {
  const paths: string[] = [];
  for (let at: string | null = path; at !== null; at = parentPathOf(at)) paths.push(at);
  return paths;
}
