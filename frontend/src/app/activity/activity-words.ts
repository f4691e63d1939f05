import type { ActivityView } from '@spectacles/contracts';

const things = new Map([
  ['user', 'the user'],
  ['group', 'the group'],
  ['namespace', 'the namespace'],
  ['registry', 'the registry'],
  ['robot', 'the robot'],
  ['token', 'the token'],
  ['grant', 'the right'],
  ['rules', 'the rules'],
  ['settings', 'the settings'],
  ['session', 'a session'],
  ['throttle', 'a wait'],
]);
const sentences = new Map([
  ['user.password', 'set a password of'],
  ['user.profile', 'changed the profile of'],
  ['group.member.put', 'put somebody into the group'],
  ['group.member.remove', 'took somebody out of the group'],
  ['namespace.transfer', 'gave away the namespace'],
  ['namespace.member.put', 'made somebody a member of'],
  ['namespace.member.remove', 'took a member out of'],
  ['grant.create', 'gave a right'],
  ['grant.change', 'changed a right'],
  ['grant.delete', 'took away a right'],
  ['token.revoke', 'revoked the token'],
  ['robot.rotate', 'made a second secret for'],
  ['robot.secret.delete', 'deleted a secret of'],
  ['session.open', 'signed in'],
  ['session.end', 'ended a session of'],
  ['rules.replace', 'replaced the rules of'],
  ['import.docker-auth', 'imported a docker_auth configuration into'],
  ['throttle.release', 'released a wait of'],
  ['setup.complete', 'set up the installation'],
]);
const verbs = new Map([
  ['create', 'made'],
  ['change', 'changed'],
  ['delete', 'deleted'],
  ['remove', 'removed'],
]);

/** What was done, as the middle of a sentence: "deleted the group". */
export function activityWords(action: string): string {
  const whole = sentences.get(action);
  if (whole !== undefined) return whole;
  const [object = '', verb = ''] = action.split('.');
  const [done, thing] = [verbs.get(verb), things.get(object)];
  return done === undefined || thing === undefined ? action : `${done} ${thing}`;
}

/** The page of what it was done to; null where there is none, or none any more. */
export function objectLink({ action, object, registryId, namespaceId }: ActivityView): string | null {
  if (action === `${object.kind}.delete`) return null;
  switch (object.kind) {
    case 'user':
      return `/users/${object.id}`;
    case 'group':
      return `/groups/${object.id}`;
    case 'robot':
      return `/robots/${object.id}`;
    case 'registry':
      return `/registries/${object.id}`;
    case 'namespace':
      return `/namespaces/${object.id}`;
    case 'grant':
      if (namespaceId !== null) return `/namespaces/${namespaceId}/access`;
      return registryId === null ? null : `/registries/${registryId}/access`;
    case 'rules':
    case 'rule-list':
      return registryId === null ? null : `/registries/${registryId}/rules`;
    case 'settings':
      return '/settings';
    default:
      return null;
  }
}

/** Pages of these are for administrators alone. */
export function isAdministratorsPage(link: string): boolean {
  return /^\/(?:users|registries|settings)\b/.test(link);
}

/** Who did it, and with what. */
export function actorWords({ kind, name }: ActivityView['actor']): string {
  if (kind === 'system') return 'Spectacles';
  return kind === 'anonymous' ? 'Somebody without sign-in' : name;
}
