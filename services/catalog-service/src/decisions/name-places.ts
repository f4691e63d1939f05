import type { SqlCondition } from '../database/sql.js';

/** In which namespaces a repository's name is, as far as rows are found by it in the order of time. */
export interface NamePlaces {
  /** The first component; empty for a name without a slash, null for what is no repository. */
  readonly top: string | null;
  /** The first two components of a name that has more; else null. */
  readonly second: string | null;
}

/** What no namespace is longer than. */
const LONGEST = 255;

/** The places of a repository's name as it was written. */
export function placesOf(name: string | null): NamePlaces {
  const first = name === null ? 0 : name.indexOf('/');
  // What begins with a slash is the name of nothing, as it was asked for.
  if (name === null || first === 0) return { top: null, second: null };
  if (first === -1) return { top: '', second: null };
  const next = name.indexOf('/', first + 1);
  return { top: shortened(name.slice(0, first)), second: next === -1 ? null : shortened(name.slice(0, next)) };
}

function shortened(path: string): string | null {
  return path.length <= LONGEST ? path : null;
}

/**
 * Rows on the repositories of a namespace; the root holds the names without a slash. What is deeper than two components
 * is found among the rows of the first two.
 */
export function withinNamespace(registryId: string, path: string): SqlCondition {
  const [top = '', second, ...deeper] = path.split('/');
  if (second === undefined) return { sql: 'registry_id = ? AND top = ?', values: [registryId, top] };
  const place = { sql: 'registry_id = ? AND second = ?', values: [registryId, `${top}/${second}`] };
  if (deeper.length === 0) return place;
  return {
    sql: `${place.sql} AND scope_name >= ? AND scope_name < ?`,
    values: [...place.values, `${path}/`, `${path}0`],
  };
}
