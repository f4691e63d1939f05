import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** Both ways to run; the files of the acceptance suite are the same. */
const TARGETS = ['standalone', 'distributed'];

function hasDockerDaemon() {
  try {
    execFileSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

function vitestRun(vitest, name, { env = {}, project }) {
  const config = join(root, 'e2e/vitest.config.ts');
  const args = [vitest, 'run', '--config', config, '--project', project, '--reporter=default', '--reporter=json'];
  return { name, env, args };
}

/** The runs of the end-to-end suites; those of e2e/optional.json only where what they need is there. */
export function endToEndRuns({ vitest, chosen = [] }) {
  const runs = TARGETS.map((target) =>
    vitestRun(vitest, `end-to-end, ${target}`, { project: 'acceptance', env: { E2E_TARGET: target } }),
  );
  runs.push(vitestRun(vitest, 'end-to-end, browser', { project: 'browser', env: { E2E_TARGET: 'standalone' } }));
  runs.push(vitestRun(vitest, 'end-to-end, docker', { project: 'docker', env: { E2E_TARGET: 'standalone' } }));
  const optional = JSON.parse(readFileSync(join(root, 'e2e/optional.json'), 'utf8'));
  for (const { project, needs } of optional.suites) {
    const suite = vitestRun(vitest, `end-to-end, ${project}`, { project });
    runs.push(hasDockerDaemon() ? suite : { ...suite, notRun: `${needs} (optional)` });
  }
  return chosen.length === 0 ? runs : runs.filter(({ name }) => chosen.some((part) => name.includes(part)));
}
