/**
 * What a pattern means, for the hint below the field where it is typed. Only the server decides what matches;
 * this reads the same grammar: `*` is any characters within one component, `**` any characters at all.
 */

/** Tests names against a pattern, in steps at most pattern times name: no text of a user becomes an expression. */
export function patternMatcher(pattern: string): (name: string) => boolean {
  const tokens = pattern.match(/\*{2,}|[^]/g) ?? [];
  return (name) => {
    let places = skipStars(tokens, new Set([0]));
    for (const character of name) places = skipStars(tokens, step(tokens, places, character));
    return places.has(tokens.length);
  };
}

/** Where in the pattern one may stand after one more character. */
function step(tokens: readonly string[], places: ReadonlySet<number>, character: string): Set<number> {
  const next = new Set<number>();
  for (const place of places) {
    const token = tokens[place];
    if (token === undefined) continue;
    if (token.startsWith('**') || (token === '*' && character !== '/')) next.add(place);
    else if (token === character) next.add(place + 1);
  }
  return next;
}

/** A star may also stand for nothing. */
function skipStars(tokens: readonly string[], places: Set<number>): Set<number> {
  for (const place of places) if (tokens[place]?.startsWith('*') === true) places.add(place + 1);
  return places;
}

/** A name that the pattern stands for, such as "team/app". */
export function exampleOf(pattern: string): string {
  return pattern.replaceAll(/\*+/g, (stars) => (stars.length === 1 ? 'app' : 'web/app'));
}

/** What a pattern matches, in a sentence. */
export function patternWords(pattern: string): string {
  if (pattern === '') return '* is any name between two slashes, ** any number of them: team/*/cache, team/**.';
  if (!pattern.includes('*')) return `Only the repository ${pattern}.`;
  const across = pattern.includes('**');
  return `Such as ${exampleOf(pattern)}${across ? ', at any depth' : ', but nothing with further slashes'}.`;
}
