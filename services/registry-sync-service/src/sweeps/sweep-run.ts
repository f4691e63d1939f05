import { RepositoryName } from '@spectacles/contracts';
import { RegistryError } from '@spectacles/registry-client';
import { concurrently } from './concurrently.js';
import type { ReaderParts, RepositoryToRead } from './reader-parts.js';
import { RepositoryReader } from './repository-reader.js';

/** A registry with more repositories than this makes them up, or is not one for this program. */
const REPOSITORIES_MAX = 200_000;
const REPOSITORIES_AT_ONCE = 4;

/** How a sweep ended that saw the whole list of a registry. */
export interface SweepResult {
  /** The first failure of a repository. */
  readonly failure: RegistryError | null;
  /** Names that the registry lists, and that the catalog does not have all the same. */
  readonly unrecorded: readonly string[];
}

/**
 * Reads a whole registry: what it lists, and what it no longer lists but is known of it. A failure that concerns the
 * whole registry rejects.
 */
export async function runSweep(parts: ReaderParts): Promise<SweepResult> {
  const { client, catalog, progress, budget, registryId } = parts;
  const listed = await listRepositories(client.catalog());
  const known = await catalog.knownRepositories(registryId);
  const names = budget.order([...new Set([...listed, ...known])]);
  progress.repositoriesTotal = names.length;
  const reader = new RepositoryReader(parts);
  const unrecorded: string[] = [];
  let first: RegistryError | null = null;
  await concurrently(names.entries(), REPOSITORIES_AT_ONCE, async ([rank, name]) => {
    const repository = { name, rank, known: known.has(name) };
    const { failure, recorded } = await readOne(reader, repository);
    if (!recorded && listed.has(name)) unrecorded.push(name);
    progress.repositoriesDone += 1;
    if (failure === null) return;
    progress.repositoriesFailed += 1;
    first ??= failure;
  });
  return { failure: first, unrecorded };
}

async function listRepositories(pages: AsyncIterable<readonly string[]>): Promise<Set<string>> {
  const listed = new Set<string>();
  for await (const page of pages) {
    for (const name of page) if (RepositoryName.safeParse(name).success) listed.add(name);
    if (listed.size > REPOSITORIES_MAX)
      throw new RegistryError({ kind: 'too-large', what: 'the catalog', limit: REPOSITORIES_MAX });
  }
  return listed;
}

/** `recorded`: whether the catalog has it now for sure. */
async function readOne(
  reader: RepositoryReader,
  repository: RepositoryToRead,
): Promise<{ readonly failure: RegistryError | null; readonly recorded: boolean }> {
  try {
    return { failure: null, recorded: await reader.read(repository) };
  } catch (error) {
    if (error instanceof RegistryError && !concernsAll(error)) return { failure: error, recorded: repository.known };
    throw error;
  }
}

/** Nothing else of this registry would be answered now. */
function concernsAll({ failure }: RegistryError): boolean {
  switch (failure.kind) {
    case 'unreachable':
      return failure.problem !== 'reset';
    case 'address-refused':
    case 'tls':
    case 'timeout':
    case 'too-many-requests':
      return true;
    default:
      return false;
  }
}
