/** What a `WWW-Authenticate` header asks for (RFC 9110 section 11.6.1; token specification of Distribution). */
export interface Challenge {
  /** Lower case. */
  readonly scheme: string;
  readonly realm: string | null;
  readonly service: string | null;
  readonly scope: string | null;
  readonly error: string | null;
}

const HEADER_LENGTH_MAX = 8192;
const schemePattern = /^[ \t]*([A-Za-z][A-Za-z0-9._~-]*)(?:[ \t]+|$)/;
/** `name="value"` with backslash escapes, as Go's %q writes it, or a bare token; sticky, so that each match starts where the last ended. */
const parameterPattern = /[ \t,]*([A-Za-z][A-Za-z0-9_-]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;

/** Reads the first challenge of a header; null for a text that is none. */
export function parseChallenge(header: string): Challenge | null {
  if (header.length > HEADER_LENGTH_MAX) return null;
  const scheme = schemePattern.exec(header);
  if (scheme?.[1] === undefined) return null;
  const parameters = readParameters(header, scheme[0].length);
  return {
    scheme: scheme[1].toLowerCase(),
    realm: parameters.get('realm') ?? null,
    service: parameters.get('service') ?? null,
    scope: parameters.get('scope') ?? null,
    error: parameters.get('error') ?? null,
  };
}

function readParameters(header: string, start: number): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const pattern = new RegExp(parameterPattern);
  pattern.lastIndex = start;
  for (let match = pattern.exec(header); match !== null; match = pattern.exec(header)) {
    const name = (match[1] ?? '').toLowerCase();
    const value = match[2] === undefined ? (match[3] ?? '') : match[2].replace(/\\(.)/g, '$1');
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}
