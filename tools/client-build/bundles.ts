import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { repositoryRoot } from '../lib/repository.ts';

/** What stays an import: the app has its own. */
const peers = ['react', 'react-dom', 'react-router', /^react\//, /^react-dom\//, /^node:/];

/**
 * Bundles these entries for one platform, core and all, as ES modules and as CommonJS. Entries share what they have in common, so that the app's
 * one client is one.
 * @param entries names and their source files
 * @returns how many files were written
 */
export async function writeBundles(entries: Readonly<Record<string, string>>, platform: 'node' | 'web', folder: string): Promise<number> {
  const built = await rolldown({
    input: { ...entries },
    cwd: join(repositoryRoot, 'packages/client'),
    platform: 'neutral',
    external: peers,
    resolve: { conditionNames: ['@sora/source', ...(platform === 'node' ? ['node'] : []), 'import', 'default'] },
  });
  let files = 0;
  for (const [format, extension] of [['esm', 'js'], ['cjs', 'cjs']] as const) {
    const { output } = await built.write({ dir: folder, format, entryFileNames: `[name].${extension}`, chunkFileNames: `shared-[name].${extension}`, minify: false });
    files += output.length;
  }
  await built.close();
  return files;
}
