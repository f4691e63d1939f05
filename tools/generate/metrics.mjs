import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './sources.mjs';

const HEADER = `# Metrics

Each process serves \`/metrics\` (Prometheus) on its management port, 9464 unless \`MANAGEMENT_PORT\` says otherwise, beside the
measurements of Node itself. Labels are closed sets: never a name, a path or an address of a caller.

This page is generated from the source: \`npm run generate\`.
`;

/** What each method of `Metrics` makes. */
const KINDS = new Map([
  ['counter', 'counter'],
  ['tallies', 'counter'],
  ['gauge', 'gauge'],
  ['histogram', 'histogram'],
]);

function sourceFiles() {
  return ['libs', 'services'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/spec\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => path.includes('/src/') && !/\/(?:node_modules|test-support)\//.test(path)),
  );
}

function literalsOf(object) {
  const values = {};
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const { initializer } = property;
    if (ts.isStringLiteralLike(initializer)) values[property.name.text] = initializer.text;
    if (ts.isArrayLiteralExpression(initializer)) {
      values[property.name.text] = initializer.elements.filter(ts.isStringLiteralLike).map((element) => element.text);
    }
  }
  return values;
}

/** `metrics.counter({ name, help, labels })` wherever it is written. */
function declarationsIn(path) {
  const text = readFileSync(path, 'utf8');
  if (!/\.(?:counter|tallies|gauge|histogram)\b/.test(text)) return [];
  const found = [];
  const visit = (node) => {
    const called =
      ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : '';
    const [argument] = node.arguments ?? [];
    const kind = KINDS.get(called);
    if (kind !== undefined && argument !== undefined && ts.isObjectLiteralExpression(argument)) {
      const { name, help, labels = [] } = literalsOf(argument);
      if (name !== undefined && help !== undefined) found.push({ name, help, labels, kind });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found.map((each) => ({ ...each, from: path.slice(root.length).split('/')[1] }));
}

/** docs/reference/metrics.md */
export function metricReference() {
  const byName = new Map();
  for (const metric of sourceFiles().flatMap(declarationsIn)) {
    const known = byName.get(metric.name);
    byName.set(metric.name, { ...metric, from: [...new Set([...(known?.from ?? []), metric.from])].sort() });
  }
  const rows = [...byName.values()]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(
      ({ name, kind, labels, help, from }) =>
        `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} | ${from.join(', ')} |`,
    );
  return [HEADER, '| metric | kind | labels | meaning | from |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}
