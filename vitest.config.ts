import { defineConfig } from 'vitest/config';

const source = { conditions: ['@sora/source'] };
// The third is where vitest runs the global set-up: without it a tree that was never built has no @sora/core.
const shared = { resolve: source, ssr: { resolve: source }, environments: { __vitest__: { resolve: source } } };
const everywhere = ['packages/**/src/**', 'apps/**/src/**', 'tools/**', 'examples/**', 'bench/**'];
const files = (suffix: string) => everywhere.map((folder) => `${folder}/*.${suffix}`);

export default defineConfig({
  test: {
    // By default one less than there are cores, which is one on the smallest machine; with three, processes under test starve on two cores.
    maxWorkers: 2,
    // Deadlines, not measurements: a slow machine is not a wrong program.
    projects: [
      { ...shared, test: { name: 'pure', include: files('test.ts'), exclude: [...files('pg.test.ts'), ...files('web.test.ts')], testTimeout: 120_000 } },
      { ...shared, test: { name: 'postgres', include: files('pg.test.ts'), globalSetup: ['packages/server/src/testing/global-postgres.ts'], testTimeout: 180_000, hookTimeout: 180_000 } },
      { ...shared, test: { name: 'browser', include: files('web.test.ts'), globalSetup: ['packages/server/src/testing/global-postgres.ts'], testTimeout: 240_000, hookTimeout: 240_000 } },
    ],
  },
});
