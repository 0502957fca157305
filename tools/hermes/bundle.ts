import { join } from 'node:path';
import { rolldown } from 'rolldown';

export interface BundleOptions {
  /** Modules by name that exist only here. */
  readonly virtual?: Readonly<Record<string, string>>;
  /** Imports that mean another file. */
  readonly alias?: Readonly<Record<string, string>>;
  /** Imports that stay as they are. */
  readonly external?: readonly string[];
  /** True for modules that are kept though nothing of them is used. */
  readonly hasEffects?: (id: string) => boolean;
  readonly minify?: boolean;
  /** Newer syntax than this is written in older words, faithfully. Default: as it is. */
  readonly target?: string;
  readonly format?: 'iife' | 'esm';
  /** For `exports` and `imports` of packages, besides our sources. */
  readonly conditions?: readonly string[];
}

/** One file out of an entry and all that it imports. @param entry path, or name of a virtual module */
export async function bundle(entry: string, { virtual = {}, alias = {}, external = [], hasEffects, minify = false, target, format = 'iife', conditions = [] }: BundleOptions = {}): Promise<string> {
  const built = await rolldown({
    input: entry,
    platform: 'neutral',
    external: [...external],
    treeshake: hasEffects === undefined ? true : { moduleSideEffects: (id) => hasEffects(id) },
    resolve: { conditionNames: ['@sora/source', ...conditions, 'import', 'default'], alias },
    ...(target === undefined ? {} : { transform: { target } }),
    plugins: [{
      name: 'virtual',
      resolveId: (id) => (id in virtual ? join(import.meta.dirname, id) : null),
      load: (id) => virtual[id.slice(import.meta.dirname.length + 1)] ?? null,
    }],
    onLog: () => undefined,
  });
  const { output: [chunk, ...more] } = await built.generate({ format, codeSplitting: false, minify, comments: !minify });
  await built.close();
  if (more.some(({ type }) => type === 'chunk')) throw new Error(`${entry} became more than one file.`);
  return chunk.code;
}
