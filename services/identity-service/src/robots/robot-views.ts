import type { CredentialUse, RobotSecretView, RobotView } from '@spectacles/contracts';
import type { StoredCredential } from '../credentials/credential.js';
import type { Repositories } from '../store/identity-store.js';
import type { Robot } from './robot.js';

/** A secret of a robot as who runs it sees it; the secret itself is not in it. */
export function toSecretView(secret: StoredCredential, lastUsed: CredentialUse | null): RobotSecretView {
  return {
    id: secret.id,
    createdAt: secret.createdAt.toISOString(),
    expiresAt: secret.expiresAt?.toISOString() ?? null,
    lastUsed,
  };
}

type ViewSources = Pick<Repositories, 'credentials' | 'namespaces' | 'registries'>;

/** Robots with their secrets; `usesOf` tells when those were used last. */
export async function robotViews(
  repositories: ViewSources,
  robots: readonly Robot[],
  usesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, CredentialUse>>,
): Promise<RobotView[]> {
  const secrets = await repositories.credentials.ofOwners(robots.map(({ id }) => id));
  const uses = await usesOf(secrets.map(({ id }) => id));
  const namespaceIds = [...new Set(robots.flatMap(({ namespaceId }) => namespaceId ?? []))];
  const namespaces = new Map((await repositories.namespaces.byIds(namespaceIds)).map((each) => [each.id, each]));
  const registryIds = [...new Set([...namespaces.values()].map(({ registryId }) => registryId))];
  const registries = new Map((await repositories.registries.byIds(registryIds)).map((each) => [each.id, each]));
  return robots.map((robot) => {
    const namespace = namespaces.get(robot.namespaceId ?? '');
    const own = secrets.filter(({ owner }) => owner.id === robot.id);
    return {
      ...described(robot),
      namespacePath: namespace?.path ?? null,
      registryId: namespace?.registryId ?? null,
      publicHost: registries.get(namespace?.registryId ?? '')?.publicHost ?? null,
      secrets: own.map((secret) => toSecretView(secret, uses.get(secret.id) ?? null)),
    };
  });
}

function described(robot: Robot) {
  return {
    id: robot.id,
    name: robot.name,
    login: robot.login,
    namespaceId: robot.namespaceId,
    description: robot.description,
    scopes: robot.scopes === null ? null : [...robot.scopes],
    expiresAt: robot.expiresAt?.toISOString() ?? null,
    addressRanges: [...robot.addressRanges],
    status: robot.status,
    createdAt: robot.createdAt.toISOString(),
    version: robot.version,
  };
}
