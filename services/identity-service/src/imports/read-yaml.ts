import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { type FileReport, quoted } from './file-report.js';

/** A mapping of YAML. */
export type YamlMap = ReadonlyMap<unknown, unknown>;

/** Files that people write use a handful at most; more of them are a way to make a small file large. */
const MOST_ALIASES = 20;

/**
 * The file as mappings, lists and texts: every scalar is the text that stands there, since the fields that matter are
 * texts, and `yes` or `0123` would be something else otherwise. null where it cannot be read.
 */
export function readYaml(text: string, report: FileReport): YamlMap | null {
  const root = parse(text, report);
  if (root === undefined) return null;
  if (root instanceof Map) return root;
  report.refuse('', 'The file is no mapping of sections like "users" and "acl".');
  return null;
}

function parse(text: string, report: FileReport): unknown {
  try {
    // The library compares each key with all before it: that many keys would stop everything else for long.
    const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
    const [error] = document.errors;
    const twice = error === undefined ? keyTwiceIn(document) : null;
    if (error === undefined && twice === null)
      return document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES }) as unknown;
    const reason = error === undefined ? `the key ${quoted(twice ?? '')} stands twice in a mapping` : firstLine(error);
    report.refuse('', `The file is not YAML: ${reason}.`);
  } catch (error) {
    // Too many aliases, or nested deeper than can be read.
    report.refuse('', `The file cannot be read: ${quoted(error instanceof Error ? error.message : 'unknown')}.`);
  }
  return undefined;
}

function firstLine({ message, code }: Error & { readonly code: string }): string {
  return quoted(message.split('\n')[0] ?? code);
}

/** A key that a mapping has twice: which of them counts would be anybody's guess. */
function keyTwiceIn(document: Document): string | null {
  let twice: string | null = null;
  visit(document, {
    Map: (_key, { items }) => {
      const known = new Set<unknown>();
      for (const { key } of items) {
        const text = isScalar(key) ? String(key.value) : '';
        if (known.has(text)) twice ??= text;
        known.add(text);
      }
      return twice === null ? undefined : visit.BREAK;
    },
  });
  return twice;
}

/** The texts of a mapping's keys; an empty value counts as an empty mapping, as in Go. */
export function entriesOf(map: YamlMap): [string, unknown][] {
  return [...map].map(([key, value]) => [typeof key === 'string' ? key : '', value]);
}
