import type { ExplainBody } from '@spectacles/contracts';

export type PrincipalChoice = 'myself' | 'user' | 'group' | 'robot' | 'token' | 'anonymous';

export const principalChoices: readonly { readonly value: PrincipalChoice; readonly words: string }[] = [
  { value: 'myself', words: 'Myself' },
  { value: 'user', words: 'A person' },
  { value: 'group', words: 'Somebody in a group' },
  { value: 'robot', words: 'A robot' },
  { value: 'token', words: 'A token' },
  { value: 'anonymous', words: 'Anonymous, without sign-in' },
];

/** The `principal` of the address: `user:ID`, or a word. */
export interface AskedPrincipal {
  readonly kind: PrincipalChoice;
  readonly id: string | null;
}

export interface AskedScope {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

export function principalOf(text: string | undefined): AskedPrincipal {
  const [kind = '', id = ''] = (text ?? '').split(':');
  const known = principalChoices.find(({ value }) => value === kind)?.value;
  if (known === 'anonymous') return { kind: known, id: null };
  return known === undefined || known === 'myself' || id === '' ? { kind: 'myself', id: null } : { kind: known, id };
}

/** As it stands in the address; undefined for oneself. */
export function principalText({ kind, id }: AskedPrincipal): string | undefined {
  if (kind === 'myself') return undefined;
  return kind === 'anonymous' ? kind : `${kind}:${id ?? ''}`;
}

/** The name may hold colons: a type stands before the first, actions behind the last. */
export function scopeOf(text: string | undefined): AskedScope | null {
  const first = text?.indexOf(':') ?? -1;
  const last = text?.lastIndexOf(':') ?? -1;
  if (text === undefined || first < 1 || last === first) return null;
  const actions = text
    .slice(last + 1)
    .split(',')
    .filter((action) => action !== '');
  return { type: text.slice(0, first), name: text.slice(first + 1, last), actions };
}

export function scopeText({ type, name, actions }: AskedScope): string {
  return `${type}:${name}:${actions.join(',')}`;
}

/** The question that an address asks; null while something is missing in it. */
export function bodyOf(asked: {
  readonly principal: AskedPrincipal;
  readonly service: string | undefined;
  readonly scope: string | undefined;
  readonly address: string | undefined;
}): ExplainBody | null {
  const { principal, service, scope, address } = asked;
  if (service === undefined || service === '' || scopeOf(scope) === null || scope === undefined) return null;
  return {
    principal: explainPrincipal(principal),
    service,
    scopes: [scope],
    ...(address === undefined || address === '' ? {} : { address }),
  };
}

function explainPrincipal({ kind, id }: AskedPrincipal): ExplainBody['principal'] {
  if (kind === 'anonymous') return { kind };
  return kind === 'myself' || id === null ? { kind: 'user' } : { kind, id };
}
