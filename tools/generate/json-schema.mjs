/** JSON Schema of the contracts, as OpenAPI 3.1 and the message reference want it. */

const OWN_FORMAT = new Set(['uuid', 'date-time', 'email']);

/** A format says it better than the pattern behind it. */
function tidy(node) {
  if (Array.isArray(node)) return node.map(tidy);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node)
    .filter(([key]) => key !== '$schema' && key !== '$defs')
    .filter(([key]) => !(key === 'pattern' && OWN_FORMAT.has(node.format)))
    .map(([key, value]) => [key, key === '$ref' ? value.replace('#/$defs/', '#/components/schemas/') : tidy(value)]);
  return Object.fromEntries(entries);
}

/** Collects named schemas while it translates. */
export class SchemaBook {
  constructor() {
    this.components = new Map();
  }

  /** `io` is 'input' for what a caller sends, 'output' for what an answer holds. */
  translate(schema, io) {
    const translated = schema.toJSONSchema({ io, unrepresentable: 'any' });
    for (const [name, definition] of Object.entries(translated.$defs ?? {})) this.#keep(name, tidy(definition));
    return tidy(translated);
  }

  #keep(name, definition) {
    const known = this.components.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`Two different schemas are named ${name}.`);
    }
    this.components.set(name, definition);
  }

  sorted() {
    return Object.fromEntries([...this.components].sort(([a], [b]) => a.localeCompare(b)));
  }
}
