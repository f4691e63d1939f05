/** What a rule can insert of a request. */
export type RuleVariable = 'account' | 'type' | 'name' | 'service';

/** A text of a rule, cut at its placeholders. */
export type RulePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly variable: RuleVariable }
  | { readonly kind: 'capture'; readonly variable: RuleVariable; readonly group: number }
  | { readonly kind: 'label'; readonly key: string };

const placeholder = /\$\{(?:(account|type|name|service)(?::(\d{1,3}))?|labels:([^{}]+))\}/g;

/** Whether a rule means a regular expression. Its own text settles that, never what is inserted. */
export function isRegularExpression(text: string): boolean {
  return text.length > 2 && text.startsWith('/') && text.endsWith('/');
}

/** Cuts a text at its placeholders. Labels cannot be inserted where labels are compared; there they stay as they are. */
export function cutText(text: string, withLabels: boolean): readonly RulePiece[] {
  const pieces: RulePiece[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const piece = pieceOf(match);
    if (piece.kind === 'label' && !withLabels) continue;
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push(piece);
    end = match.index + match[0].length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

function pieceOf([, variable, group, key = '']: RegExpMatchArray): RulePiece {
  if (variable === undefined) return { kind: 'label', key };
  // The expression lets no other names through.
  const known = variable as RuleVariable;
  return group === undefined
    ? { kind: 'value', variable: known }
    : { kind: 'capture', variable: known, group: Number(group) };
}

/** Why a placeholder after this text would not be literal text, as in a character class; null where it is. */
export function flawBeforePlaceholder(before: string, isRegex: boolean): string | null {
  if (isInClass(before)) return 'A placeholder cannot stand in a character class.';
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(before)) return 'A placeholder cannot stand after a backslash.';
  if (!isRegex) return null;
  if (before.includes('\\Q')) return 'A placeholder cannot stand after \\Q.';
  if (/\\(?:[pP]|x[0-9a-f]?|[0-7]{1,2})$|\\[pPx]\{[^}]*$|\{[\d,]*$|\(\?[^:()]*$/i.test(before))
    return 'A placeholder cannot stand inside an escape, a repetition or the beginning of a group.';
  return null;
}

function isInClass(text: string): boolean {
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (!inside && text[at] === '[') {
      inside = true;
      // A bracket right at the beginning is one of the characters.
      if (text[at + 1] === '^') at += 1;
      if (text[at + 1] === ']') at += 1;
    } else if (inside && text[at] === ']') inside = false;
  }
  return inside;
}
