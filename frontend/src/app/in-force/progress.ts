import type { PolicyView } from '@spectacles/contracts';

/** How far a change has come on its way to the token servers. */
export interface Progress {
  readonly words: string;
  readonly done: boolean;
}

const SHORT = 8;

/** "In force on 2 of 3 token servers." */
export function progressOf(policy: PolicyView, version: number): Progress {
  const total = policy.replicas.length;
  if (total === 0) return { words: 'No token server reports yet.', done: false };
  const enforcing = policy.replicas.filter((replica) => replica.version >= version).length;
  return { words: `In force on ${count(enforcing, total)}.`, done: enforcing === total };
}

/** What is said when the waiting ends before everything is in force. */
export function givenUp(policy: PolicyView | null, version: number): string {
  if (policy === null) return 'Saved, but it could not be found out where it is in force.';
  const total = policy.replicas.length;
  if (total === 0) return 'Saved. No token server reports, so nobody can log in with docker now: is one running?';
  const behind = policy.replicas.filter((replica) => replica.version < version);
  const names = behind.map(({ instance, ageSeconds }) => `…${instance.slice(-SHORT)} (${seconds(ageSeconds)} ago)`);
  return `In force on ${count(total - behind.length, total)}. Behind, with their last report: ${names.join(', ')}.`;
}

function count(enforcing: number, total: number): string {
  return `${String(enforcing)} of ${total === 1 ? '1 token server' : `${String(total)} token servers`}`;
}

function seconds(age: number): string {
  return `${String(Math.round(age))} s`;
}
