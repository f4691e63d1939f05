import {
  type FirstPush,
  firstPushOf,
  parseScopes,
  type RequestedAccess,
  verbsOfMask,
} from '@spectacles/access-control';
import type { Explanation } from '@spectacles/contracts';
import { runsPlaceOf } from './asker.js';
import type { ExpectedPush, Question } from './question.js';

type Grant = Explanation['grants'][number];

/**
 * The first push that a question is about, if it is about one, and the asker may hear of it. People hear about their own:
 * whether a name is still to be had is no secret to whoever may take it.
 */
export function firstPushIn(
  { policy, asker, subject, registry }: Question,
  scopes: readonly string[],
): FirstPush | null {
  const { requested } = parseScopes(scopes, registry.registryKind);
  const push = firstPushOf(policy, subject.principal, registry, requested);
  if (push === null) return null;
  return subject.isOwn || runsPlaceOf(policy, asker, registry.id, push.repository) ? push : null;
}

/** The answer about one scope, once it is known what comes of the first push that the question is about. */
export function withFirstPush(
  grant: Grant,
  { policy, subject, registry, expected }: Question & { readonly expected: ExpectedPush },
  wish: RequestedAccess,
): Grant {
  const push = firstPushOf(policy, subject.principal, registry, [wish]);
  if (push?.path !== expected.path) return grant;
  return expected.refusal === null ? granted(grant, push) : refused(grant, expected.path, expected.refusal);
}

function granted(grant: Grant, { path, verbs }: FirstPush): Grant {
  const text = `The first push makes the namespace "${path}", and whoever pushes owns it.`;
  const source = { kind: 'first-push', level: path, text };
  const given = new Set<string>([...grant.granted, ...verbsOfMask(verbs)]);
  const actions = grant.asked.filter((action) => given.has(action));
  const added = actions.filter((action) => !grant.granted.includes(action));
  return {
    ...grant,
    granted: actions,
    because: grant.because.map((reason) =>
      added.includes(reason.action) ? { action: reason.action, outcome: 'granted', source } : reason,
    ),
    chain: [...grant.chain, { kind: 'default', level: path, effect: 'decides', actions: added, text }],
    flips: grant.flips.filter(({ action }) => !actions.includes(action)),
  };
}

function refused(grant: Grant, path: string, refusal: string): Grant {
  const text = `No entry gives it, and a first push would not make the namespace "${path}": ${refusal}`;
  const source = { kind: 'first-push', text };
  return {
    ...grant,
    because: grant.because.map((reason) =>
      reason.action === 'push' && reason.outcome === 'denied' ? { ...reason, source } : reason,
    ),
    chain: [...grant.chain, { kind: 'default', effect: 'passed', actions: [], text }],
  };
}
