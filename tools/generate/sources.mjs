/** What the generated references are made from: the built packages, so that nothing is declared twice. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

function packagesOf(folder) {
  return readdirSync(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => existsSync(join(root, path, 'dist/index.js')))
    .sort();
}

async function load(path) {
  return {
    path,
    name: path.split('/')[1],
    exports: await import(pathToFileURL(join(root, path, 'dist/index.js')).href),
  };
}

const isCatalogue = (name, value) => name.endsWith('Errors') && Array.isArray(value);
const isEnvironment = (name, value) => /environment$/i.test(name) && value !== null && typeof value?.shape === 'object';

function exportsOf(packages, matches) {
  return packages.flatMap(({ name, exports }) =>
    Object.entries(exports)
      .filter(([exported, value]) => matches(exported, value))
      .map(([, value]) => ({ package: name, value })),
  );
}

/** Loads every built package once. */
export async function loadSources() {
  const packages = [];
  for (const path of [...packagesOf('libs'), ...packagesOf('services')]) packages.push(await load(path));
  const named = (name) => {
    const found = packages.find((each) => each.name === name);
    if (found === undefined) throw new Error(`libs/${name} is not built: run "npm run build" first.`);
    return found.exports;
  };
  return {
    contracts: named('contracts'),
    platform: named('platform'),
    /** Entries by code; a code that two services answer is one entry. */
    errors: [
      ...new Map(
        exportsOf(packages, isCatalogue)
          .flatMap((each) => each.value.map((entry) => [entry.code, { ...entry, from: each.package }]))
          .reverse(),
      ).values(),
    ].sort((a, b) => a.status - b.status || a.code.localeCompare(b.code)),
    environments: exportsOf(packages, isEnvironment),
  };
}
