/** One thing that `npm run check` looks at. */
export interface Step {
  readonly name: string;
  /** Run one after the other; the first that fails ends the step. */
  readonly commands: readonly (readonly [program: string, ...arguments_: string[]])[];
  /** Name of a step whose output this one reads. */
  readonly after?: string;
}

const source = '--conditions=@sora/source';

/** What a published package must pass, on what `types` built. */
function published(folder: string): Step {
  return {
    name: folder,
    commands: [['publint', folder, '--strict'], ['attw', '--pack', folder, '--profile', 'esm-only', '--no-color']],
    after: 'types',
  };
}

export const steps: readonly Step[] = [
  { name: 'types', commands: [['tsc', '-b']] },
  { name: 'lint', commands: [['oxlint', '--type-aware', '--deny-warnings']] },
  { name: 'layers', commands: [['node', source, 'tools/layers.ts', '--check']] },
  { name: 'unused', commands: [['knip', '--no-progress']] },
  { name: 'catalogs', commands: [['node', source, 'tools/catalog.ts', '--check']] },
  { name: 'reference', commands: [['node', source, 'tools/reference.ts', '--check']] },
  { name: 'api', commands: [['node', source, 'tools/api-surface.ts', '--check']] },
  {
    name: 'packages/client',
    commands: [['node', source, 'tools/build-client.ts'], ['publint', 'packages/client', '--strict'], ['attw', '--pack', 'packages/client', '--profile', 'node16', '--no-color']],
    after: 'types',
  },
  ...['packages/core', 'packages/node', 'packages/rules', 'packages/server'].map(published),
];
