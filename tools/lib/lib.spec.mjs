import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled } from './dependencies.mjs';
import { lockProblems, machinePaths, untestedThreats } from './repository-checks.mjs';
import { readReport, sum } from './tally.mjs';

let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'spectacles-tools-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));
const file = (name, value) => {
  writeFileSync(join(directory, name), JSON.stringify(value));
  return join(directory, name);
};

describe('the dependencies', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', optional: true },
    },
  };
  it.each([
    ['nothing is installed', null, false],
    ['an optional package of another platform is missing', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['a package is missing', {}, false],
    ['a package has another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    [
      'there is a package too many',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } },
      false,
    ],
  ])('where %s', (_case, packages, expected) => {
    const installed = packages === null ? join(directory, 'none') : file('installed.json', { packages });
    expect(isInstalled(file('lock.json', lock), installed)).toBe(expected);
  });
});

describe('the checks of the repository', () => {
  it('find an address in the lock', () => {
    const packages = {
      'node_modules/a': { resolved: 'https://example.org/a.tgz' },
      'libs/b': { resolved: 'libs/b', link: true },
    };
    expect(lockProblems({ packages })).toEqual(['package-lock.json: node_modules/a names https://example.org/a.tgz']);
  });

  it('find a path of one machine', () => {
    expect(machinePaths('a.md', `fine /var/lib/x\nsee /home/${'someone'}/x`)).toEqual([
      'a.md:2: a path of one machine',
    ]);
  });
});

describe('the threats', () => {
  it('are missed where no test names them', () => {
    const tests = ["it('SEC-A01: …')", "it('SEC-A03, SEC-B10: …')"];
    expect(untestedThreats('| SEC-A01 | SEC-A02 | SEC-B10 |', tests)).toEqual([
      'docs/guides/threats.md: SEC-A02 has no test',
    ]);
  });
});

describe('the sum of the suites', () => {
  it('counts a file that could not be loaded as a failure', () => {
    const report = file('report.json', {
      numPassedTests: 2,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [
        { name: 'broken.spec.ts', status: 'failed', assertionResults: [] },
        { name: 'a.spec.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'a fails' }] },
      ],
    });
    expect(readReport(report)).toEqual({ passed: 2, failed: 2, skipped: 1, names: ['a fails', 'broken.spec.ts'] });
  });

  it('counts a run without a report as a failure', () => {
    expect(sum([readReport(join(directory, 'none')), { passed: 3, failed: 0, skipped: 1 }])).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
    });
  });
});
