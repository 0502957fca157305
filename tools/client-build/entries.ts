import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../lib/repository.ts';

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly '@sora/source': string }>>;
}

/** The client's entries as its package.json has them: `react/index` with the path of its source. */
export function clientEntries(): Readonly<Record<string, string>> {
  const client = join(repositoryRoot, 'packages/client');
  const { exports } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8')) as Manifest;
  const sources = Object.values(exports).map((entry) => entry['@sora/source']);
  const missing = sources.find((source) => !existsSync(join(client, source)));
  if (missing !== undefined) throw new Error(`packages/client/package.json names ${missing}, which is not there.`);
  return Object.fromEntries(sources.map((source) => [source.replace('./src/', '').replace(/\.tsx?$/, ''), join(client, source)]));
}
