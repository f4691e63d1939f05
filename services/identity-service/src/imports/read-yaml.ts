import { parseDocument } from 'yaml';
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
    const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true, logLevel: 'silent' });
    const [error] = document.errors;
    if (error === undefined) return document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES }) as unknown;
    report.refuse('', `The file is not YAML: ${quoted(error.message.split('\n')[0] ?? error.code)}.`);
  } catch (error) {
    // Too many aliases, or nested deeper than can be read.
    report.refuse('', `The file cannot be read: ${quoted(error instanceof Error ? error.message : 'unknown')}.`);
  }
  return undefined;
}

/** The texts of a mapping's keys; an empty value counts as an empty mapping, as in Go. */
export function entriesOf(map: YamlMap): [string, unknown][] {
  return [...map].map(([key, value]) => [typeof key === 'string' ? key : '', value]);
}
