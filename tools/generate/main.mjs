/**
 * Writes every generated document, or those whose path holds a word that is given; with `--check` only says which one is
 * stale, and fails.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configurationReference } from './configuration.mjs';
import { errorReference, problemCatalogue } from './errors.mjs';
import { messageReference } from './messages.mjs';
import { metricReference } from './metrics.mjs';
import { openApiDocument } from './openapi.mjs';
import { loadSources, root } from './sources.mjs';

const documents = {
  'docs/api/openapi.json': (sources) => `${JSON.stringify(openApiDocument(sources), null, 2)}\n`,
  'docs/reference/configuration.md': configurationReference,
  'docs/reference/errors.md': errorReference,
  'docs/reference/messages.md': messageReference,
  'docs/reference/metrics.md': metricReference,
  'services/gateway/src/problems/problem-catalogue.ts': problemCatalogue,
};

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Source is laid out as the rest of it; documents stay as they are made, so that one row changed is one line changed. */
async function layOut(path, text) {
  return path.endsWith('.ts') ? format(text, { ...(await resolveConfig(path)), filepath: path }) : text;
}

const check = process.argv.includes('--check');
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wanted = (name) => words.length === 0 || words.some((word) => name.includes(word));
const sources = await loadSources();
const stale = [];
for (const [name, generate] of Object.entries(documents).filter(([path]) => wanted(path))) {
  const path = join(root, name);
  const text = await layOut(path, generate(sources));
  if (readOrEmpty(path) === text) continue;
  stale.push(name);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

for (const name of stale) process.stdout.write(`${check ? 'stale' : 'written'}: ${name}\n`);
if (check && stale.length > 0) {
  process.stderr.write('Run "npm run generate" and commit what it writes.\n');
  process.exitCode = 1;
}
