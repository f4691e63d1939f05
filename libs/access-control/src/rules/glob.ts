/** A shell pattern as Go's `path.Match` reads it: `*` and `?` never match a slash, and the whole text must match. */
export interface Glob {
  readonly chunks: readonly Chunk[];
}

/** What stands between two stars. */
interface Chunk {
  readonly afterStar: boolean;
  readonly parts: readonly Part[];
}

type Part =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] };

/** The glob in a text, or the place and the reason why there is none. */
export type GlobParseResult =
  { readonly ok: true; readonly glob: Glob } | { readonly ok: false; readonly at: number; readonly reason: string };

class MalformedGlob extends Error {
  constructor(
    readonly at: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Reads a glob. */
export function parseGlob(text: string): GlobParseResult {
  try {
    return { ok: true, glob: { chunks: chunksOf(Array.from(text)) } };
  } catch (error) {
    // Nothing else is thrown there.
    const { at, reason } = error as MalformedGlob;
    return { ok: false, at, reason };
  }
}

/** The text as a part of a glob that matches just this text. */
export function escapeGlob(text: string): string {
  return text.replace(/[*?[\]\\^-]/g, '\\$&');
}

function chunksOf(characters: readonly string[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let parts: Part[] = [];
  let afterStar = false;
  for (let at = 0; at < characters.length;) {
    if (characters[at] === '*') {
      if (parts.length > 0) chunks.push({ afterStar, parts });
      [parts, afterStar] = [[], true];
      at += 1;
      continue;
    }
    const { part, next } = partAt(characters, at);
    parts.push(part);
    at = next;
  }
  return parts.length > 0 || afterStar ? [...chunks, { afterStar, parts }] : chunks;
}

interface Read<T> {
  readonly part: T;
  readonly next: number;
}

function partAt(characters: readonly string[], at: number): Read<Part> {
  switch (characters[at]) {
    case '?':
      return { part: { kind: 'any' }, next: at + 1 };
    case '[':
      return classAt(characters, at);
    case '\\':
      if (at + 1 >= characters.length) throw new MalformedGlob(at, 'A backslash at the end escapes nothing.');
      return { part: { kind: 'character', code: codeAt(characters, at + 1) }, next: at + 2 };
    default:
      return { part: { kind: 'character', code: codeAt(characters, at) }, next: at + 1 };
  }
}

function classAt(characters: readonly string[], start: number): Read<Part> {
  const negated = characters[start + 1] === '^';
  const ranges: (readonly [number, number])[] = [];
  let at = start + (negated ? 2 : 1);
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = boundAt(characters, at, start);
    const high = characters[low.next] === '-' ? boundAt(characters, low.next + 1, start) : low;
    ranges.push([low.part, high.part]);
    at = high.next;
  }
  return { part: { kind: 'class', negated, ranges }, next: at + 1 };
}

function boundAt(characters: readonly string[], at: number, start: number): Read<number> {
  const escaped = characters[at] === '\\';
  const place = escaped ? at + 1 : at;
  if (place >= characters.length) throw new MalformedGlob(start, 'The character class is not closed.');
  if (!escaped && (characters[at] === '-' || characters[at] === ']'))
    throw new MalformedGlob(at, 'A character class needs a character here.');
  return { part: codeAt(characters, place), next: place + 1 };
}

/** The character is there: whoever asks has looked. */
function codeAt(characters: readonly string[], at: number): number {
  return Number(characters[at]?.codePointAt(0));
}

const SLASH = '/'.charCodeAt(0);

/** Whether a glob matches a text, in the time that its length times that of the text takes at worst. */
export function matchesGlob({ chunks }: Glob, text: string): boolean {
  const codes = Array.from(text, (character) => Number(character.codePointAt(0)));
  let at = 0;
  for (const [index, chunk] of chunks.entries()) {
    const next = endOfChunk(chunk, codes, at, index === chunks.length - 1);
    if (next === -1) return false;
    at = next;
  }
  return at === codes.length;
}

/** Where a chunk ends that begins here, or after a star farther on; -1 where it does not match. */
function endOfChunk(chunk: Chunk, codes: readonly number[], start: number, isLast: boolean): number {
  if (chunk.afterStar && chunk.parts.length === 0) return codes.includes(SLASH, start) ? -1 : codes.length;
  for (let at = start; ; at += 1) {
    const end = endOfParts(chunk.parts, codes, at);
    if (end !== -1 && (!isLast || end === codes.length)) return end;
    if (!chunk.afterStar || at >= codes.length || codes[at] === SLASH) return -1;
  }
}

function endOfParts(parts: readonly Part[], codes: readonly number[], start: number): number {
  if (start + parts.length > codes.length) return -1;
  for (const [index, part] of parts.entries()) {
    if (!matchesPart(part, Number(codes[start + index]))) return -1;
  }
  return start + parts.length;
}

function matchesPart(part: Part, code: number): boolean {
  switch (part.kind) {
    case 'character':
      return part.code === code;
    case 'any':
      return code !== SLASH;
    case 'class':
      return part.ranges.some(([low, high]) => low <= code && code <= high) !== part.negated;
  }
}

/** The literal text that everything begins with which a glob matches, up to its first wildcard or escape. */
export function literalPrefix(text: string): string {
  return text.replace(/[*?[\\].*$/s, '');
}
