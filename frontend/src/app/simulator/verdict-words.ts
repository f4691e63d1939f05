import type { Explanation } from '@spectacles/contracts';

type Grant = Explanation['grants'][number];

export interface Verdict {
  readonly granted: boolean;
  readonly words: string;
}

/** "Denied: alice may pull team/app, not push. Ask the owners: bob, carol." */
export function verdictOf(subject: string, grant: Pick<Grant, 'scope' | 'asked' | 'granted' | 'owners'>): Verdict {
  const denied = grant.asked.filter((action) => !grant.granted.includes(action));
  const place = placeOf(grant.scope);
  if (denied.length === 0)
    return { granted: true, words: `Granted: ${subject} may ${listed(grant.granted)} ${place}.` };
  const some = `${subject} may ${listed(grant.granted)} ${place}, not ${listed(denied)}`;
  const none = `${subject} may not ${listed(denied, 'or')} ${place}`;
  const ask = grant.owners.length === 0 ? '' : ` Ask the owners: ${grant.owners.join(', ')}.`;
  return { granted: false, words: `Denied: ${grant.granted.length > 0 ? some : none}.${ask}` };
}

/** The engine speaks of "the caller"; here somebody has a name. */
export function named(sentence: string, subject: string): string {
  return sentence.replace(/^The caller\b/, capital(subject)).replaceAll(/\bthe caller\b/g, subject);
}

function placeOf(scope: string): string {
  if (scope.startsWith('registry:catalog:')) return 'the catalog of the registry';
  return scope.slice(scope.indexOf(':') + 1, scope.lastIndexOf(':'));
}

function listed(actions: readonly string[], last = 'and'): string {
  const words = actions.map((action) => (action === '*' ? 'list' : action));
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
