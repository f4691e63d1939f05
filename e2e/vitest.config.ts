import { defineConfig } from 'vitest/config';

// The same files over both ways to run; some are about what only processes apart have.
const acceptance =
  process.env['E2E_TARGET'] === 'distributed'
    ? ['src/acceptance/**/*.e2e.ts', 'src/distributed/**/*.e2e.ts']
    : ['src/acceptance/**/*.e2e.ts'];

const suite = (name: string, include: string[], more: { globalSetup?: string[] } = {}) => ({
  extends: true as const,
  test: { name, root: import.meta.dirname, include, ...more },
});

export default defineConfig({
  root: import.meta.dirname,
  test: {
    pool: 'forks',
    // Each file starts a whole product: one at a time on a small machine.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fsModuleCache: process.env['CI'] !== 'true',
    projects: [
      suite('acceptance', acceptance, { globalSetup: ['src/product/global-setup.ts'] }),
      suite('browser', ['src/browser/**/*.e2e.ts']),
      suite('docker', ['src/docker/**/*.e2e.ts'], {
        globalSetup: ['src/product/global-setup.ts', 'src/docker/global-setup.ts'],
      }),
      suite('compose', ['src/compose/**/*.e2e.ts']),
    ],
  },
});
