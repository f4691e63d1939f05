import { canManageNamespace, managesAnyNamespace, type CompiledPolicy } from '@spectacles/access-control';
import type { NewRobot } from '@spectacles/contracts';
import { NotAllowed, NotFound } from '@spectacles/platform';
import type { Namespace } from '../namespaces/namespace.js';
import { isVisible, principalOfUser } from '../permissions/namespace-access.js';
import type { Repositories } from '../store/identity-store.js';
import type { User } from '../users/user.js';
import type { Robot } from './robot.js';
import { RobotNamespaceNotFound } from './robots.errors.js';

/** Whether somebody runs the robots of a namespace; those of the installation are for administrators. */
export function managesRobotsOf(policy: CompiledPolicy, user: User, namespaceId: string | null): boolean {
  if (user.administrator) return true;
  return namespaceId !== null && canManageNamespace(policy, principalOfUser(user), namespaceId);
}

/** The robot, if the caller runs it: to everybody else it is not there. */
export function requireRun(policy: CompiledPolicy, user: User, robot: Robot | null): Robot {
  if (robot === null || !managesRobotsOf(policy, user, robot.namespaceId)) throw new NotFound();
  return robot;
}

/** The namespace that a new robot is to belong to; null: none. The body is read by whoever could make a robot at all. */
export async function requirePlace(
  { namespaces }: Pick<Repositories, 'namespaces'>,
  policy: CompiledPolicy,
  user: User,
  body: () => NewRobot,
): Promise<Namespace | null> {
  if (!user.administrator && !managesAnyNamespace(policy, principalOfUser(user)))
    throw new NotAllowed('Only who manages a namespace may do this.');
  const { namespaceId = null } = body();
  if (namespaceId === null) {
    if (!user.administrator) throw new NotAllowed('Robots without a namespace are for administrators.');
    return null;
  }
  const namespace = await namespaces.byId(namespaceId);
  if (namespace === null || !isVisible(policy, principalOfUser(user), namespace)) throw new RobotNamespaceNotFound();
  if (!managesRobotsOf(policy, user, namespace.id))
    throw new NotAllowed('Only who manages the namespace may make a robot in it.');
  return namespace;
}
