import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const tracked = () =>
  execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
const BINARY = /\.(?:png|jpe?g|ico|woff2?|gz|db)$/;

/** Nothing in the lock may say from where this machine downloads. */
export function lockProblems(lock) {
  return Object.entries(lock.packages).flatMap(([path, { resolved, link }]) =>
    resolved === undefined || link === true || !/^[a-z+]+:/.test(resolved)
      ? []
      : [`package-lock.json: ${path} names ${resolved}`],
  );
}

/** Paths of a developer's machine have no place in a repository. */
export function machinePaths(file, text) {
  const patterns = [
    /(?<![\w.])\/home\/[a-z][\w-]*\//,
    /(?<![\w.])\/Users\/[A-Za-z][\w-]*\//,
    /(?<![\w.])\/root\//,
    /(?<![\w./-])\/work\//,
  ];
  return text
    .split('\n')
    .flatMap((line, index) =>
      patterns.some((pattern) => pattern.test(line)) ? [`${file}:${index + 1}: a path of one machine`] : [],
    );
}

const SECURITY_CASE = /\bSEC-[A-Z]\d{2}\b/g;

/** Ids of the threats that stand in the title of no test. */
export function untestedThreats(threats, tests) {
  const ids = new Set(threats.match(SECURITY_CASE));
  for (const id of tests.join('\n').match(SECURITY_CASE) ?? []) ids.delete(id);
  return [...ids].map((id) => `docs/guides/threats.md: ${id} has no test`);
}

/** Name of a check → what it found, one line each. */
export const findings = {
  'lock without addresses': () => lockProblems(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))),
  'no machine paths': () =>
    tracked()
      .filter((file) => !BINARY.test(file) && !file.startsWith('tools/lib/repository-checks'))
      .flatMap((file) => machinePaths(file, readFileSync(join(root, file), 'utf8'))),
  'every threat has a test': () => {
    const tests = tracked().filter((file) => /\.(?:int-spec|spec|e2e)\.ts$/.test(file));
    const read = (file) => readFileSync(join(root, file), 'utf8');
    return untestedThreats(read('docs/guides/threats.md'), tests.map(read));
  },
};
