/** The escape character of `likePattern`: one that no SQL dialect gives a meaning of its own. */
export const LIKE_ESCAPE = '!';

/** A `LIKE` pattern for a part of a text, whatever wildcards that part holds; the database lowers it as it lowers the text. */
export function likePattern(part: string): string {
  return `%${part.replaceAll(/[!%_]/g, (character) => LIKE_ESCAPE + character)}%`;
}
