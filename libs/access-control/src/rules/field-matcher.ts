import { RE2JS } from 're2js';
import { escapeGlob, literalPrefix, matchesGlob, parseGlob } from './glob.js';
import { cutText, flawBeforePlaceholder, isRegularExpression, type RulePiece, type RuleVariable } from './rule-text.js';

/** A rule that cannot be asked. Whoever meets one while deciding denies. */
export class BrokenRule extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a placeholder stands for in one request; null where that is nothing. */
export interface RuleValues {
  valueOf(variable: RuleVariable): string;
  captureOf(variable: RuleVariable, group: number): string | null;
  labelsOf(key: string): readonly string[];
}

type Test = (text: string) => boolean;

/** How many texts with values in them are kept ready for each field of a rule. */
const READY_MAX = 64;

/** More combinations of labels than this are not tried. */
const COMBINATIONS_MAX = 1000;

/** One field of a rule: a glob or a regular expression, with or without placeholders. */
export class FieldMatcher {
  readonly isRegex: boolean;
  readonly pieces: readonly RulePiece[];
  readonly #isAnchored: boolean;
  readonly #ready = new Map<string, Test>();
  #only: Test | null = null;
  #isChecked = false;
  #expression: RE2JS | null = null;

  constructor(
    readonly text: string,
    options: { readonly anchored: boolean; readonly withLabels: boolean },
  ) {
    this.isRegex = isRegularExpression(text);
    this.#isAnchored = options.anchored;
    this.pieces = cutText(this.isRegex ? text.slice(1, -1) : text, options.withLabels);
  }

  /** Throws a `BrokenRule` where the text cannot be compiled, whatever is inserted. */
  check(): void {
    if (this.#isChecked) return;
    let before = '';
    for (const piece of this.pieces) {
      const flaw = piece.kind === 'text' ? null : flawBeforePlaceholder(before, this.isRegex);
      if (flaw !== null) throw new BrokenRule('RULE_PLACEHOLDER', flaw);
      before += piece.kind === 'text' ? piece.text : 'x';
    }
    const test = this.compile(before);
    if (this.pieces.every(({ kind }) => kind === 'text')) this.#only = test;
    this.#isChecked = true;
  }

  /** What `check` throws; null where the text is sound. */
  flaw(): BrokenRule | null {
    try {
      this.check();
      return null;
    } catch (error) {
      return error as BrokenRule;
    }
  }

  /** Whether a text matches, with the values of the request in place of the placeholders. */
  matches(text: string, values: RuleValues): boolean {
    const [first] = this.pieces;
    if (this.pieces.length === 1 && first?.kind === 'text') {
      this.#only ??= this.compile(first.text);
      return this.#only(text);
    }
    return this.sources(values).some((source) => this.testOf(source)(text));
  }

  /** What a group of the regular expression captures in a text. */
  capture(text: string, group: number): string | null {
    const expression = this.expression();
    if (expression === null || group < 1 || group > expression.groupCount()) return null;
    const matcher = expression.matcher(text);
    return matcher.find() ? matcher.group(group) : null;
  }

  /** Whether there is such a group to capture something. */
  hasGroup(group: number): boolean {
    try {
      return group >= 1 && group <= (this.expression()?.groupCount() ?? 0);
    } catch {
      return false;
    }
  }

  /** What every text begins with that can match; nothing where the field is broken, so that it is always met. */
  get prefix(): string {
    const [first] = this.pieces;
    if (first?.kind !== 'text' || this.flaw() !== null) return '';
    if (this.isRegex) return this.pieces.length === 1 ? prefixOfExpression(first.text, this.#isAnchored) : '';
    return literalPrefix(first.text);
  }

  /** Whether the field is one text without wildcards, which is then the only one that matches. */
  get literal(): string | null {
    const [first] = this.pieces;
    const isPlain = !this.isRegex && this.pieces.length === 1 && first?.kind === 'text';
    return isPlain && !/[*?[\\]/.test(first.text) ? first.text : null;
  }

  /** The expression with its groups; null where the field is none, or has placeholders itself. */
  private expression(): RE2JS | null {
    const [first] = this.pieces;
    if (!this.isRegex || this.pieces.length !== 1 || first?.kind !== 'text') return null;
    this.#expression ??= compileExpression(this.#isAnchored ? `\\A(?:${first.text})\\z` : first.text);
    return this.#expression;
  }

  private sources(values: RuleValues): readonly string[] {
    this.check();
    const escape = this.isRegex ? (value: string) => RE2JS.quote(value) : escapeGlob;
    let combinations: { readonly source: string; readonly labels: Readonly<Record<string, string>> }[] = [
      { source: '', labels: {} },
    ];
    for (const piece of this.pieces) {
      combinations = combinations.flatMap(({ source, labels }) =>
        optionsOf(piece, values, labels).map((value) => ({
          source: source + (piece.kind === 'text' ? value : escape(value)),
          labels: piece.kind === 'label' ? { ...labels, [piece.key]: value } : labels,
        })),
      );
      if (combinations.length > COMBINATIONS_MAX)
        throw new BrokenRule('RULE_LABELS', 'The labels have too many combinations.');
    }
    return combinations.map(({ source }) => source);
  }

  private testOf(source: string): Test {
    const known = this.#ready.get(source);
    if (known !== undefined) return known;
    const test = this.compile(source);
    if (this.#ready.size >= READY_MAX) this.#ready.clear();
    this.#ready.set(source, test);
    return test;
  }

  private compile(source: string): Test {
    if (!this.isRegex) {
      const parsed = parseGlob(source);
      if (!parsed.ok) throw new BrokenRule('RULE_GLOB', parsed.reason);
      return (text) => matchesGlob(parsed.glob, text);
    }
    const expression = compileExpression(source);
    return this.#isAnchored ? (text) => expression.testExact(text) : (text) => expression.test(text);
  }
}

/** What a piece may be replaced with; nothing where that would be empty, so that the rule then does not match. */
function optionsOf(piece: RulePiece, values: RuleValues, chosen: Readonly<Record<string, string>>): readonly string[] {
  switch (piece.kind) {
    case 'text':
      return [piece.text];
    case 'value':
      return [values.valueOf(piece.variable)].filter(isFilled);
    case 'capture':
      return [values.captureOf(piece.variable, piece.group)].filter(isFilled);
    case 'label': {
      const same = Object.hasOwn(chosen, piece.key) ? chosen[piece.key] : undefined;
      return same === undefined ? values.labelsOf(piece.key).filter(isFilled) : [same];
    }
  }
}

function isFilled(value: string | null): value is string {
  return value !== null && value !== '';
}

function compileExpression(source: string): RE2JS {
  if (/\(\?(?:[=!]|<[=!])/.test(source))
    throw new BrokenRule('RULE_LOOKAROUND', 'Look-around cannot be answered in linear time.');
  if (/(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|k[<{'])/.test(source))
    throw new BrokenRule('RULE_BACKREFERENCE', 'Back-references cannot be answered in linear time.');
  try {
    return RE2JS.compile(source);
  } catch (error) {
    throw new BrokenRule('RULE_EXPRESSION', (error as Error).message);
  }
}

/** Only where nothing can come before it, nothing is an alternative to it, and case counts. */
function prefixOfExpression(source: string, isAnchored: boolean): string {
  if (source.includes('|') || source.includes('(?')) return '';
  const start = source.startsWith('^') ? 1 : 0;
  if (start === 0 && !isAnchored) return '';
  const literal = source.slice(start).replace(/[^A-Za-z0-9_/-].*$/s, '');
  const next = source[start + literal.length];
  // What a repetition follows may be there not at all.
  return next !== undefined && '*?{+'.includes(next) ? literal.slice(0, -1) : literal;
}
