import {
  CATALOG,
  droppedScopeText,
  explainAccess,
  formatScope,
  NO_VERBS,
  parseScopes,
  type RequestedAccess,
  SCOPES_MAX,
  verbsOfMask,
} from '@spectacles/access-control';
import type { Explanation } from '@spectacles/contracts';
import { mayKnowOf, ownersFor, runsPlaceOf } from './asker.js';
import { withFirstPush } from './first-push.js';
import type { Question } from './question.js';

type Grant = Explanation['grants'][number];

/** Answers scope by scope as the token door would, and says why where the caller may know. */
export function explainScopes(
  question: Question,
  scopes: readonly string[],
): Pick<Explanation, 'grants' | 'dropped' | 'scope'> {
  const { registryKind } = question.registry;
  const grants = explainEach(question, scopes);
  // Put together as a token would be: one entry for each repository, however often it was asked for.
  const held = parseScopes(grants.flatMap(grantedScope), registryKind).requested;
  const { dropped } = parseScopes(scopes, registryKind);
  return {
    grants,
    dropped: dropped.map(({ text, reason }) => ({ scope: text, reason: droppedScopeText[reason] })),
    scope: held.map((wish) => scopeText(wish, actionsOf(wish, askedOf(wish)))).join(' '),
  };
}

/** One answer for each scope as it was written; what a token would hold is put together from all of them. */
function explainEach(question: Question, scopes: readonly string[]): Grant[] {
  const written = scopes.flatMap((text) => text.split(' ').filter((scope) => scope !== ''));
  return written.slice(0, SCOPES_MAX).flatMap((scope) => {
    const [wish] = parseScopes([scope], question.registry.registryKind).requested;
    if (wish === undefined) return [];
    const grant = explainOne(question, wish);
    const { expected } = question;
    return [{ ...(expected === null ? grant : withFirstPush(grant, { ...question, expected }, wish)), scope }];
  });
}

function explainOne(question: Question, wish: RequestedAccess): Grant {
  const { policy, asker, subject, registry } = question;
  if (!mayHear(question, wish)) return hidden(wish);
  if (subject.principal.kind === 'anonymous' && registry.refuseAnonymous) return anonymousRefused(question, wish);
  const { granted, because, chain, flips } = explainAccess(policy, subject.principal, registry.id, wish);
  const words = actionsOf(wish, wish.kind === 'catalog' ? granted : granted & wish.verbs);
  const asked = actionsOf(wish, askedOf(wish));
  const isLess = words.length < asked.length;
  return {
    scope: scopeText(wish, asked),
    asked,
    granted: words,
    because: because.map((reason) => ({ ...reason })),
    chain: chain.map((step) => ({ ...step })),
    flips: flips.map((flip) => ({ ...flip })),
    owners: isLess && wish.kind === 'repository' ? ownersFor(policy, asker, registry.id, wish.name) : [],
  };
}

/** About others only whoever runs the place hears anything; about oneself and strangers, whoever may know of it. */
function mayHear({ policy, asker, subject, registry }: Question, wish: RequestedAccess): boolean {
  const isOthers = !subject.isOwn && subject.principal.kind !== 'anonymous';
  if (isOthers) return runsPlaceOf(policy, asker, registry.id, wish.kind === 'catalog' ? ':' : wish.name);
  if (mayKnowOf(policy, asker, registry.id, wish)) return true;
  // What somebody's own password or token opens is no secret to whoever holds it.
  return subject.isOwn && mayKnowOf(policy, subject.principal, registry.id, wish);
}

const NO_ENTRY = { kind: 'no-entry', text: 'No entry gives the caller anything here.' };
const ANONYMOUS_REFUSED = { kind: 'anonymous-refused', text: 'The registry refuses whoever does not sign in.' };

/** What is hidden answers as what is not there: the same words, whatever there is. */
function hidden(wish: RequestedAccess): Grant {
  return deniedWith(wish, NO_ENTRY);
}

function anonymousRefused({ policy, asker, registry }: Question, wish: RequestedAccess): Grant {
  const owners = wish.kind === 'repository' ? ownersFor(policy, asker, registry.id, wish.name) : [];
  const { text } = ANONYMOUS_REFUSED;
  const chain: Grant['chain'] = [{ kind: 'status', effect: 'decides', actions: [], text }];
  return { ...deniedWith(wish, ANONYMOUS_REFUSED), chain, owners };
}

function deniedWith(wish: RequestedAccess, source: { readonly kind: string; readonly text: string }): Grant {
  const asked = actionsOf(wish, askedOf(wish));
  return {
    ...{ scope: scopeText(wish, asked), asked },
    granted: [],
    because: asked.map((action) => ({ action, outcome: 'denied', source })),
    ...{ chain: [], flips: [], owners: [] },
  };
}

function askedOf(wish: RequestedAccess): number {
  return wish.kind === 'catalog' ? CATALOG : wish.verbs;
}

/** The catalog is asked for, and granted, with a star. */
function actionsOf(wish: RequestedAccess, mask: number): string[] {
  if (wish.kind === 'catalog') return mask === NO_VERBS ? [] : ['*'];
  return [...verbsOfMask(mask)];
}

function scopeText(wish: RequestedAccess, actions: readonly string[]): string {
  if (wish.kind === 'repository') return formatScope({ type: 'repository', name: wish.name, actions: [...actions] });
  return wish.form === 'registry' ? 'registry:catalog:*' : 'repository::pull';
}

/** What of a scope is granted, in the words of a scope. */
function grantedScope({ scope, granted }: Grant): string[] {
  return granted.length === 0 ? [] : [`${scope.slice(0, scope.lastIndexOf(':'))}:${granted.join(',')}`];
}
