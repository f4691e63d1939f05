import { defineConfig } from 'vitest/config';

const packages = '{libs,services}/*/src';

export default defineConfig({
  test: {
    // One process a file: native modules, worker threads and signal handlers stay apart.
    pool: 'forks',
    maxWorkers: 2,
    fsModuleCache: process.env['CI'] !== 'true',
    coverage: {
      provider: 'v8',
      include: [`${packages}/**/*.ts`],
      exclude: ['**/*.spec.ts', '**/*.int-spec.ts', '**/index.ts', '**/main.ts', '**/model/**', 'libs/testing/**'],
      thresholds: {
        'libs/access-control/src/**': { lines: 100, functions: 100, branches: 100, statements: 100 },
        'libs/registry-token/src/**': { lines: 100, functions: 100, branches: 100, statements: 100 },
      },
    },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: [`${packages}/**/*.spec.ts`, 'tools/**/*.spec.mjs'] },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [`${packages}/**/*.int-spec.ts`],
          testTimeout: 30_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
