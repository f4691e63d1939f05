const FAMILY = /^# HELP (\S+) /;

/** Splits an exposition into its families, in order. */
function familiesOf(text: string): Map<string, string[]> {
  const families = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const name = FAMILY.exec(line)?.[1];
    if (name !== undefined) {
      lines = [];
      families.set(name, lines);
    }
    if (line !== '') lines.push(line);
  }
  return families;
}

/** One exposition of several registries: a family that two of them have is described once. */
export function mergeMetrics(texts: readonly string[]): string {
  const merged = new Map<string, string[]>();
  for (const text of texts) {
    for (const [name, lines] of familiesOf(text)) {
      const known = merged.get(name);
      if (known === undefined) merged.set(name, [...lines]);
      else known.push(...lines.filter((line) => !line.startsWith('#')));
    }
  }
  return [...merged.values()].map((lines) => `${lines.join('\n')}\n`).join('\n');
}
