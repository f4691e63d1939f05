import type { DecisionView } from '@spectacles/contracts';
import { named } from '../simulator/verdict-words';

export type DecisionOutcome = 'granted' | 'reduced' | 'denied' | 'refused';

const refusals = new Map([
  ['INVALID_CREDENTIALS', 'wrong name or password'],
  ['TOO_MANY_ATTEMPTS', 'too many wrong passwords'],
  ['TOKENS_ONLY', 'passwords are refused: tokens only'],
  ['SERVICE_UNKNOWN', 'no registry of that name'],
]);
const credentials = {
  none: 'nothing',
  password: 'password',
  token: 'token',
  'robot-secret': "robot's secret",
  'refresh-token': 'refresh token',
} as const;

/** What came of a row: of its one scope, where it has one. */
export function outcomeOf({ outcome, scope }: Pick<DecisionView, 'outcome' | 'scope'>): DecisionOutcome {
  if (outcome === 'refused' || outcome === null) return 'refused';
  if (scope === null || scope.asked.every((action) => scope.granted.includes(action))) return 'granted';
  return scope.granted.length === 0 ? 'denied' : 'reduced';
}

/** Why there was no token. */
export function refusalWords(refusal: string | null): string {
  if (refusal === null) return 'no token was given';
  return refusals.get(refusal) ?? refusal.toLowerCase().replaceAll('_', ' ');
}

/** The sentences that tell what settled it: those of what was denied, or of what was granted where nothing was. */
export function becauseOf({
  outcome,
  refusal,
  scope,
  subject,
}: Pick<DecisionView, 'outcome' | 'refusal' | 'scope' | 'subject'>): string[] {
  if (outcome === 'refused') return [refusalWords(refusal)];
  if (scope === null) return [];
  const denied = scope.because.filter((reason) => reason.outcome === 'denied');
  const told = denied.length > 0 ? denied : scope.because;
  return [...new Set(told.map(({ source }) => named(source.text, personOf(subject))))];
}

function personOf(subject: DecisionView['subject']): string {
  return subject.kind === 'anonymous' ? 'somebody without sign-in' : subjectWords(subject);
}

/** With what somebody said who they are: "token ci". */
export function credentialWords({ kind, name }: DecisionView['credential']): string {
  if (name === null || kind === 'robot-secret') return name ?? credentials[kind];
  return `${credentials[kind]} ${name}`;
}

/** Who it was; in quotation marks where nobody is known by that name. */
export function subjectWords({ kind, name }: DecisionView['subject']): string {
  if (kind === 'anonymous') return 'Anonymous';
  return kind === 'unknown' ? `“${name}”` : name;
}

/** The same question for the simulator; null where there is none. */
export function questionOf(row: DecisionView): Record<string, string> | null {
  const principal = principalOf(row);
  if (principal === null || row.scope === null) return null;
  const { type, name, asked } = row.scope;
  const scope = `${type}:${name}:${asked.join(',')}`;
  return { principal, service: row.registryId ?? row.service, scope, address: row.address };
}

function principalOf({ subject, credential }: DecisionView): string | null {
  if (subject.kind === 'anonymous') return 'anonymous';
  // What limits the credential limits the answer.
  if (credential.id !== null) return `token:${credential.id}`;
  return subject.kind === 'unknown' || subject.id === null ? null : `${subject.kind}:${subject.id}`;
}
