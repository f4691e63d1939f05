import type { ExpiryNotice } from '@spectacles/contracts';

const things = { token: 'Your token', robot: 'The robot', 'robot-secret': 'A secret of the robot' } as const;
const whens = { 14: 'ends within two weeks', 3: 'ends within three days', 1: 'ends within a day', 0: 'has ended' };

/** "Your token ci ends within three days". */
export function noticeWords({ kind, name, days }: ExpiryNotice): string {
  return `${things[kind]} ${name} ${whens[days]}`;
}

/** Where something can be done about it. */
export function noticeLink({ kind, id }: ExpiryNotice): string {
  return kind === 'token' ? '/me' : `/robots/${id}`;
}

/** What to do about it. */
export function noticeAdvice({ kind }: ExpiryNotice): string {
  if (kind === 'token') return 'Make a new one, put it in its place, then revoke this one.';
  if (kind === 'robot') return 'Give it a later end, or its jobs are refused.';
  return 'Make a second secret, and give it to the jobs before.';
}
