import { entryVerbsOfMask, EVERYTHING, grantedVerbs, NO_VERBS } from '@spectacles/access-control';
import type { AccessLine } from '@spectacles/contracts';
import { principalFor } from './held-access.js';
import type { AskedNamespace, LinePrincipal } from './asked-namespace.js';

/** What a robot with limits may do on the names that it is for, as it is decided for one of them. */
export function limitedLines({ policy, namespace, at }: AskedNamespace, principal: LinePrincipal): AccessLine[] {
  const { registryId, path } = namespace;
  const id = principal.id ?? '';
  const robot = principalFor(policy, { kind: 'robot', id }, at);
  return (policy.robot(id)?.scopes ?? []).flatMap(({ pattern }) => {
    const name = exampleOf(pattern, path);
    if (name === null) return [];
    const verbs = grantedVerbs(policy, robot, registryId, { kind: 'repository', name, verbs: EVERYTHING });
    if (verbs === NO_VERBS) return [];
    const place = { registryId, namespaceId: namespace.id, path: pattern };
    const source = { kind: 'limit', text: `Limited to ${pattern}.` };
    const registryName = policy.registry(registryId)?.name ?? '';
    return [{ principal, ...place, registryName, actions: [...entryVerbsOfMask(verbs)], source }];
  });
}

/** A name that a pattern matches in a namespace; null where it has none there. */
function exampleOf(pattern: string, path: string): string | null {
  const name = pattern.replaceAll(/\*+/g, 'any');
  const isInside = path === '' ? !name.includes('/') : name.startsWith(`${path}/`);
  return isInside ? name : null;
}
