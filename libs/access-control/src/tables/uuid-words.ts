import { mixed } from './hash-index.js';

/** A UUID takes four numbers of 32 bits: a quarter of the memory of its text. */
export const UUID_WORDS = 4;

const UUID_LENGTH = 36;
const DASH = '-'.charCodeAt(0);
const DIGITS = '0123456789abcdef';
const ASCII = 128;
/** What no digit is worth: its sign outlasts every shift. */
const NOT_A_DIGIT = -1;

/** What a character is worth as a digit, by its code. */
const worth = new Int32Array(ASCII).fill(NOT_A_DIGIT);
for (let value = 0; value < DIGITS.length; value += 1) worth[DIGITS.charCodeAt(value)] = value;

const codes = Array.from('00000000-0000-0000-0000-000000000000', (character) => character.charCodeAt(0));
/** Where digits stand in the text. */
const places = [...codes.keys()].filter((at) => codes[at] !== DASH);

/** The UUID that was read last. */
const uuid = new Int32Array(UUID_WORDS);

/** Reads a UUID as this program writes it, in lower case; false for every other text. */
export function readUuid(text: string): boolean {
  if (text.length !== UUID_LENGTH || !hasDashes(text)) return false;
  const a = fourDigits(text, 0);
  const b = fourDigits(text, 4);
  const c = fourDigits(text, 9);
  const d = fourDigits(text, 14);
  const e = fourDigits(text, 19);
  const f = fourDigits(text, 24);
  const g = fourDigits(text, 28);
  const h = fourDigits(text, 32);
  uuid[0] = (a << 16) | b;
  uuid[1] = (c << 16) | d;
  uuid[2] = (e << 16) | f;
  uuid[3] = (g << 16) | h;
  return (a | b | c | d | e | f | g | h) >= 0;
}

/** Puts the UUID that was read last into words, from a place on. */
export function copyUuid(words: Int32Array, from: number): void {
  for (let at = 0; at < UUID_WORDS; at += 1) words[from + at] = Number(uuid[at]);
}

/** The hash of the UUID that was read last. */
export function uuidHash(): number {
  const [first, second] = [Number(uuid[0]) ^ Number(uuid[2]), Number(uuid[1]) ^ Number(uuid[3])];
  return mixed(first + mixed(second));
}

/** Whether the words from a place on are the UUID that was read last. */
export function isUuidAt(words: Int32Array, from: number): boolean {
  // The last ones differ most.
  const isEnd = words[from + 3] === uuid[3] && words[from + 2] === uuid[2];
  return isEnd && words[from + 1] === uuid[1] && words[from] === uuid[0];
}

/** The text of the UUID in the words from a place on. */
export function uuidText(words: Int32Array, from: number): string {
  for (const [at, place] of places.entries()) {
    const word = Number(words[from + (at >>> 3)]);
    codes[place] = DIGITS.charCodeAt((word >>> (28 - 4 * (at & 7))) & 15);
  }
  return String.fromCharCode(...codes);
}

function hasDashes(text: string): boolean {
  const isFirst = text.charCodeAt(8) === DASH && text.charCodeAt(13) === DASH;
  return isFirst && text.charCodeAt(18) === DASH && text.charCodeAt(23) === DASH;
}

/** Negative where one of them is not a digit. */
function fourDigits(text: string, at: number): number {
  const p = text.charCodeAt(at);
  const q = text.charCodeAt(at + 1);
  const r = text.charCodeAt(at + 2);
  const s = text.charCodeAt(at + 3);
  if ((p | q | r | s) >= ASCII) return NOT_A_DIGIT;
  return (Number(worth[p]) << 12) | (Number(worth[q]) << 8) | (Number(worth[r]) << 4) | Number(worth[s]);
}
