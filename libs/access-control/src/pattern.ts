import { isRepositoryName } from './repository-name.js';

/** A text with wildcards that is compared with whole repository names: `*` within a component, `**` across them. */
export interface NamePattern {
  readonly text: string;
  /** Whether it names one repository. */
  readonly isLiteral: boolean;
  /** Character codes, with `STAR` and `DOUBLE_STAR` for the wildcards. */
  readonly tokens: readonly number[];
}

/** The pattern in a text, or the place and the reason why there is none. */
export type PatternParseResult =
  | { readonly ok: true; readonly pattern: NamePattern }
  | { readonly ok: false; readonly at: number; readonly reason: string };

const STAR = -1;
const DOUBLE_STAR = -2;
const SLASH = '/'.charCodeAt(0);
const PATTERN_LENGTH_MAX = 255;

/** Reads a pattern. Without a wildcard it must be a repository's name. */
export function parsePattern(text: string): PatternParseResult {
  const flaw = flawIn(text);
  if (flaw !== null) return { ok: false, ...flaw };
  const isLiteral = !text.includes('*');
  if (isLiteral && !isRepositoryName(text)) return { ok: false, at: 0, reason: 'No repository can have this name.' };
  return { ok: true, pattern: { text, isLiteral, tokens: tokensOf(text) } };
}

function flawIn(text: string): { readonly at: number; readonly reason: string } | null {
  if (text === '') return { at: 0, reason: 'A pattern cannot be empty.' };
  if (text.length > PATTERN_LENGTH_MAX)
    return { at: PATTERN_LENGTH_MAX, reason: `A pattern has at most ${PATTERN_LENGTH_MAX} characters.` };
  const strange = text.search(/[^a-z0-9._\-/*]/);
  if (strange !== -1)
    return {
      at: strange,
      reason: 'Only lower-case letters, digits, ".", "_", "-", "/" and the wildcard "*" are allowed.',
    };
  const stars = text.indexOf('***');
  if (stars !== -1) return { at: stars + 2, reason: 'At most two "*" in a row.' };
  const empty = text.startsWith('/') ? 0 : text.endsWith('/') ? text.length - 1 : text.indexOf('//');
  return empty === -1 ? null : { at: empty, reason: 'A component of a name cannot be empty.' };
}

function tokensOf(text: string): readonly number[] {
  return Array.from(text.matchAll(/\*\*|\*|[^*]/g), ([part]) =>
    part === '**' ? DOUBLE_STAR : part === '*' ? STAR : part.charCodeAt(0),
  );
}

/** Two lines of states that are used again and again: a decision allocates nothing, and never waits. */
let active = new Uint8Array(PATTERN_LENGTH_MAX + 1);
let following = new Uint8Array(PATTERN_LENGTH_MAX + 1);

/** Whether a pattern matches a whole name; time grows with the product of the two lengths at worst. */
export function matchesPattern(pattern: NamePattern, name: string): boolean {
  if (pattern.isLiteral) return pattern.text === name;
  return run(pattern.tokens, name) && active[pattern.tokens.length] === 1;
}

/** Whether any name in a namespace can match; null stands for a whole registry, `''` for names without a slash. */
export function patternCanMatchWithin(pattern: NamePattern, namespacePath: string | null): boolean {
  if (namespacePath === null) return true;
  const { tokens } = pattern;
  if (namespacePath === '') return !tokens.includes(SLASH);
  if (!run(tokens, `${namespacePath}/`)) return false;
  // What is left must be able to stand for something; after the namespace's slash there cannot be another.
  return tokens.some((token, state) => active[state] === 1 && token !== SLASH);
}

/** What every name begins with that a pattern matches. */
export function literalBeginning({ text }: NamePattern): string {
  const star = text.indexOf('*');
  return star === -1 ? text : text.slice(0, star);
}

/** Lets the automaton of a pattern read a text; leaves its states in `active`, and tells whether there are any. */
function run(tokens: readonly number[], text: string): boolean {
  const end = tokens.length;
  active.fill(0, 0, end + 1);
  enter(tokens, active, 0);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    following.fill(0, 0, end + 1);
    let isAlive = false;
    for (let state = 0; state < end; state += 1) {
      if (active[state] !== 1) continue;
      const token = tokens[state];
      const next =
        token === code ? state + 1 : token === DOUBLE_STAR || (token === STAR && code !== SLASH) ? state : -1;
      if (next === -1) continue;
      enter(tokens, following, next);
      isAlive = true;
    }
    [active, following] = [following, active];
    if (!isAlive) return false;
  }
  return true;
}

/** Enters a state, and those behind it that a wildcard which stands for nothing leads to. */
function enter(tokens: readonly number[], states: Uint8Array, state: number): void {
  let at = state;
  states[at] = 1;
  for (let token = tokens[at]; token === STAR || token === DOUBLE_STAR; token = tokens[at]) {
    at += 1;
    states[at] = 1;
  }
}
