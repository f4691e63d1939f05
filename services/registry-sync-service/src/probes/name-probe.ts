import { setTimeout } from 'node:timers/promises';
import type { RegistryState } from '@spectacles/access-control';
import { RepositoryName } from '@spectacles/contracts';
import { describeFailure, RegistryClient, RegistryError, type TokenSupplier } from '@spectacles/registry-client';

/** What a registry says of a part of its names. */
export type ProbeOutcome =
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'stored'; readonly name: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

/** A part of a registry's names, and the repository in it that is to be pushed to. */
export interface ProbedNames {
  readonly path: string;
  readonly repository: string;
}

/** Somebody waits for a token. */
const TIMEOUT_MS = 2000;

/**
 * Asks a registry whether it has the repository, and whether it lists anything below the path. A list that takes too long
 * is no reason to refuse: what was there at the last sweep is known, and the repository itself was asked about.
 */
export async function probeNames(
  registry: RegistryState,
  { path, repository }: ProbedNames,
  token: TokenSupplier,
): Promise<ProbeOutcome> {
  const client = new RegistryClient({
    url: registry.url,
    caCertificate: registry.caCertificate,
    token,
    concurrency: 2,
    connectTimeoutMs: TIMEOUT_MS / 2,
    totalTimeoutMs: TIMEOUT_MS,
  });
  try {
    const [isStored, listed] = await Promise.all([
      hasRepository(client, repository),
      unlessItTakesTooLong(listedBelow(client, registry, path)),
    ]);
    const name = isStored ? repository : listed;
    if (name === null) return { outcome: 'empty' };
    if (RepositoryName.safeParse(name).success) return { outcome: 'stored', name };
    return { outcome: 'unknown', reason: 'It lists a name there that is none of a repository.' };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { outcome: 'unknown', reason: describeFailure(error.failure) };
  } finally {
    await client.close();
  }
}

/** A list of tags, be it empty, is of a repository that is there. */
async function hasRepository(client: RegistryClient, repository: string): Promise<boolean> {
  try {
    await client.tags(repository).next();
    return true;
  } catch (error) {
    if (error instanceof RegistryError && error.failure.kind === 'not-found') return false;
    throw error;
  }
}

/** zot begins only behind a name that it has, and lists quickly: it is asked for all names. */
async function listedBelow(client: RegistryClient, registry: RegistryState, path: string): Promise<string | null> {
  if (registry.registryKind !== 'zot') return client.firstBelowInCatalog(path);
  for await (const page of client.catalog()) {
    const found = page.find((name) => name.startsWith(`${path}/`));
    if (found !== undefined) return found;
  }
  return null;
}

async function unlessItTakesTooLong(list: Promise<string | null>): Promise<string | null> {
  const over = new AbortController();
  try {
    return await Promise.race([list, setTimeout(TIMEOUT_MS, null, { signal: over.signal, ref: false })]);
  } catch (error) {
    if (error instanceof RegistryError && error.failure.kind === 'timeout') return null;
    throw error;
  } finally {
    over.abort();
  }
}
