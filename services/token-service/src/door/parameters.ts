/** Values by name, in the order they came; null stands for a value whose percent-encoding is no UTF-8. */
export type Parameters = ReadonlyMap<string, readonly (string | null)[]>;

const ENCODED = /[%+]/u;

function decode(text: string): string | null {
  if (!ENCODED.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** Reads `application/x-www-form-urlencoded` text: a query or a form. Nothing is repaired; what is repeated stays so. */
export function parseParameters(text: string): Parameters {
  const parameters = new Map<string, (string | null)[]>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    if (name === null) continue;
    const value = equals === -1 ? '' : decode(part.slice(equals + 1));
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}
