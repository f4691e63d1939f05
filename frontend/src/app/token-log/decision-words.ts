import type { DecisionView } from '@spectacles/contracts';
import { named } from '../simulator/verdict-words';
import { refusalWords } from './refusal-words';

export type DecisionOutcome = 'granted' | 'reduced' | 'denied' | 'refused';

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
  const who = whoOf(row);
  if (who === null || row.scope === null) return null;
  const { type, name, asked } = row.scope;
  const scope = `${type}:${name}:${asked.join(',')}`;
  return { ...who, service: row.registryId ?? row.service, scope, address: row.address };
}

function whoOf({ subject, credential, refusal }: DecisionView): Record<string, string> | null {
  if (subject.kind === 'anonymous') return { principal: 'anonymous' };
  // What limits the credential limits the answer.
  if (credential.id !== null && refusal !== 'NAME_OF_ANOTHER') return { principal: `token:${credential.id}` };
  if (subject.kind !== 'unknown' && subject.id !== null) return { principal: `${subject.kind}:${subject.id}` };
  // Whether that is anybody, the simulator looks up: at the door it was not known.
  return subject.name === '' || refusal === null ? null : { account: subject.name, refusal };
}
