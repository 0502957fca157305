import { cruise, type IDependency, type IModule } from 'dependency-cruiser';
import type { ImportEdge } from './judge-import.ts';

/** Every module that was read, and every import between them. */
export interface ImportGraph {
  readonly modules: readonly string[];
  readonly edges: readonly ImportEdge[];
  /** Each cycle as the files it passes through. */
  readonly cycles: readonly (readonly string[])[];
}

const source = /^(?!.*node_modules\/).*\.tsx?$/;

/**
 * Reads the imports of all TypeScript files below the folders, type-only ones included.
 * The condition `@sora/source` comes first: without it an import of another package resolves into its `dist`, and the edge is lost without a word.
 */
export async function readImports(root: string, folders: readonly string[]): Promise<ImportGraph> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      tsPreCompilationDeps: true,
      combinedDependencies: true,
      doNotFollow: { path: ['node_modules'] },
      exclude: { path: '(^|/)dist/' },
      validate: true,
      ruleSet: { forbidden: [{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } }] },
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@sora/source', 'types', 'import', 'default'] },
    },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of a graph');
  const modules = output.modules.filter((module) => source.test(module.source) && module.couldNotResolve !== true);
  return { modules: modules.map((module) => module.source), edges: modules.flatMap(edgesOf), cycles: distinctCycles(modules) };
}

function edgesOf(module: IModule): readonly ImportEdge[] {
  return module.dependencies.map((dependency) => ({ from: module.source, to: dependency.resolved, kind: kindOf(dependency), byPath: dependency.module.startsWith('.') }));
}

function kindOf(dependency: IDependency): ImportEdge['kind'] {
  if (dependency.couldNotResolve) return 'unresolved';
  if (dependency.coreModule) return 'builtin';
  return dependency.resolved.includes('node_modules/') ? 'library' : 'file';
}

function distinctCycles(modules: readonly IModule[]): readonly (readonly string[])[] {
  const cycles = modules.flatMap((module) => module.dependencies.flatMap((dependency) => (dependency.cycle === undefined ? [] : [dependency.cycle.map((step) => step.name)])));
  return [...new Map(cycles.map((cycle) => [cycle.toSorted().join(' '), cycle])).values()];
}
