import { type CompiledPolicy, isLimited, managesAnyNamespace, type Principal } from '@spectacles/access-control';
import type { ExplainBody } from '@spectacles/contracts';
import { NotAllowed } from '@spectacles/platform';
import { PrincipalNotFound } from '../grants/grants.errors.js';
import { canManageRobot, isUnlimitedAdministrator } from './asker.js';

/** About whom a question is. */
export interface Subject {
  readonly principal: Principal;
  readonly name: string;
  /** The caller, something that the caller holds, or somebody whose password the caller knows. */
  readonly isOwn: boolean;
}

type Named = Exclude<ExplainBody['principal'], { account: string }>;

/** When and from where the question supposes the request to be. */
export interface Circumstances {
  readonly at: number;
  readonly address: string;
}

/** Finds whom a question names, if this caller may ask about them at all; what of it they hear is decided place by place. */
export function subjectOf(
  policy: CompiledPolicy,
  asker: Principal,
  named: Named,
  circumstances: Circumstances,
): Subject {
  if (named.kind === 'anonymous') {
    const principal = { kind: 'anonymous', address: circumstances.address } as const;
    return { principal, name: 'anonymous', isOwn: false };
  }
  const subject = find(policy, asker, named, circumstances);
  if (subject?.isOwn === true) return subject;
  // Who exists is told to whoever could give somebody a right, as in the list of people.
  if (!isUnlimitedAdministrator(policy, asker) && !managesAnyNamespace(policy, asker))
    throw new NotAllowed('You may ask about yourself, your own tokens, and whoever does not sign in.');
  if (subject === null) throw new PrincipalNotFound(named.kind);
  return subject;
}

function find(
  policy: CompiledPolicy,
  asker: Principal,
  { kind, id }: { readonly kind: 'user' | 'group' | 'robot' | 'token'; readonly id?: string | undefined },
  circumstances: Circumstances,
): Subject | null {
  const own = ownOf(policy, asker);
  const { address } = circumstances;
  if (id === undefined || (kind === own.kind && id === own.id)) {
    // Asked with a token: with its limits, since nobody may learn more with it than it may do.
    const suits =
      kind === own.kind || (kind === 'token' && 'credentialId' in asker && asker.credentialId !== undefined);
    return suits ? { principal: { ...asker, ...circumstances }, name: nameOf(policy, asker), isOwn: true } : null;
  }
  switch (kind) {
    case 'user':
      return policy.user(id) && another(policy, { kind, userId: id, ...circumstances });
    case 'robot':
      return policy.robot(id) && another(policy, { kind, robotId: id, ...circumstances });
    case 'group':
      return policy.group(id) && another(policy, { kind, groupId: id, address });
    case 'token':
      return tokenOf(policy, asker, id, circumstances);
  }
}

/** A token is asked about by its owner, by administrators, and a robot's by whoever runs the robot. */
function tokenOf(policy: CompiledPolicy, asker: Principal, id: string, circumstances: Circumstances): Subject | null {
  const credential = policy.credential(id);
  if (credential === null) return null;
  const { owner } = credential;
  const principal: Principal =
    owner.kind === 'user'
      ? { kind: 'user', userId: owner.id, credentialId: id, ...circumstances }
      : { kind: 'robot', robotId: owner.id, credentialId: id, ...circumstances };
  const own = ownOf(policy, asker);
  const isOwn = own.kind === owner.kind && own.id === owner.id && (own.credentialId ?? id) === id;
  const mayAsk = isOwn || isUnlimitedAdministrator(policy, asker) || canManageRobot(policy, asker, owner);
  return mayAsk ? { principal, name: nameOf(policy, principal), isOwn } : null;
}

function another(policy: CompiledPolicy, principal: Principal): Subject {
  return { principal, name: nameOf(policy, principal), isOwn: false };
}

interface Own {
  readonly kind: string;
  readonly id: string | null;
  /** The token, where it may do less than its owner: it asks about itself alone. */
  readonly credentialId?: string | undefined;
}

function ownOf(policy: CompiledPolicy, asker: Principal): Own {
  const isHeldBack = isLimited(policy, asker);
  if (asker.kind === 'user')
    return { kind: 'user', id: asker.userId, credentialId: isHeldBack ? asker.credentialId : undefined };
  if (asker.kind === 'robot')
    return { kind: 'robot', id: asker.robotId, credentialId: isHeldBack ? asker.credentialId : undefined };
  return { kind: asker.kind, id: null };
}

/** The name to show for somebody. */
export function nameOf(policy: CompiledPolicy, principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'group':
      return policy.group(principal.groupId)?.name ?? '';
    case 'user':
      return withToken(policy, policy.user(principal.userId)?.username ?? '', principal.credentialId);
    case 'robot':
      return withToken(policy, policy.robot(principal.robotId)?.login ?? '', principal.credentialId);
  }
}

function withToken(policy: CompiledPolicy, owner: string, credentialId: string | undefined): string {
  const token = credentialId === undefined ? null : policy.credential(credentialId);
  return token === null ? owner : `${owner} (${token.name})`;
}
