/** The escape character of `likePattern`: one that no SQL dialect gives a meaning of its own. */
export const LIKE_ESCAPE = '!';

/** A `LIKE` pattern for a part of a text, whatever wildcards that part holds; compared in lower case. */
export function likePattern(part: string): string {
  return `%${part.toLowerCase().replaceAll(/[!%_]/g, (character) => LIKE_ESCAPE + character)}%`;
}
