import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundles } from './client-build/bundles.ts';
import { writeDeclarations } from './client-build/declarations.ts';
import { clientEntries } from './client-build/entries.ts';
import { repositoryRoot } from './lib/repository.ts';

// Makes what `@sora/client` publishes, after `tsc -b`: bundles for the web and for Node.js, as ES modules and CommonJS, with their types.
const dist = join(repositoryRoot, 'packages/client/dist');
const entries = clientEntries();

for (const platform of ['web', 'node'] as const) {
  rmSync(join(dist, platform), { recursive: true, force: true });
  console.log(`${platform}: ${await writeBundles(entries, platform, join(dist, platform))} files`);
}
rmSync(join(dist, 'declarations'), { recursive: true, force: true });
writeDeclarations(Object.keys(entries), join(dist, 'declarations'));
