import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readText, repositoryRoot } from '../lib/repository.ts';

/** A package that others import, with the source behind each of its entry points. */
export interface PublishedPackage {
  readonly name: string;
  /** `packages/core` */
  readonly folder: string;
  /** `.` and `./testing` with the path of their source, relative to the folder. */
  readonly entries: readonly { readonly specifier: string; readonly source: string }[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, { readonly '@sora/source'?: string }>>;
}

/** Every workspace that is not private and has `exports`; entries whose source does not exist are left out. */
export function publishedPackages(root: string = repositoryRoot): readonly PublishedPackage[] {
  return listFiles(root)
    .filter((path) => /^packages\/[^/]+\/package\.json$/.test(path))
    .map((path) => ({ folder: path.slice(0, -'/package.json'.length), manifest: JSON.parse(readText(path, root)) as Manifest }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => ({
      name: manifest.name,
      folder,
      entries: Object.entries(manifest.exports ?? {})
        .map(([specifier, { '@sora/source': source = '' }]) => ({ specifier, source: source.replace('./', '') }))
        .filter(({ source }) => source !== '' && existsSync(join(root, folder, source))),
    }));
}
