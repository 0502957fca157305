import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot } from '../lib/repository.ts';

const client = join(repositoryRoot, 'packages/client/dist/types');
const core = join(repositoryRoot, 'packages/core/dist');
const specifiers = /((?:from|import)\s*\(?\s*)'([^']+)'/g;

/**
 * Writes the types of these entries, and of all that they name in core, so that who installs the client installs nothing else: once for `import`
 * (`.d.ts`) and once for `require` (`.d.cts`).
 * @param entries such as `index`, made by the compiler before
 * @throws {Error} when one of them is missing
 */
export function writeDeclarations(entries: readonly string[], folder: string): void {
  const waiting = entries.map((entry) => join(client, `${entry}.d.ts`));
  const seen = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n');
    waiting.push(...[...text.matchAll(specifiers)].map(([, , specifier = '']) => declarationOf(specifier, file)).filter((found) => found !== undefined));
    for (const kind of ['js', 'cjs'] as const) write(join(folder, placeOf(file, kind)), rewritten(text, file, kind));
  }
}

function rewritten(text: string, file: string, kind: 'js' | 'cjs'): string {
  return text.replaceAll(specifiers, (whole: string, before: string, specifier: string) => {
    const target = declarationOf(specifier, file);
    if (target === undefined) return whole;
    const path = relative(dirname(placeOf(file, kind)), placeOf(target, kind)).replace(/\.d\.c?ts$/, `.${kind}`);
    return `${before}'${path.startsWith('.') ? path : `./${path}`}'`;
  });
}

/** The file that a specifier means, if it is one of ours. */
function declarationOf(specifier: string, from: string): string | undefined {
  if (specifier === '@sora/core') return join(core, 'index.d.ts');
  // Both platforms are made alike; what only one of them takes, its file says.
  if (specifier === '#platform') return join(client, 'platforms/web.d.ts');
  if (!specifier.startsWith('.')) return undefined;
  const path = join(dirname(from), specifier.replace(/\.(tsx?|js)$/, '.d.ts'));
  if (!existsSync(path)) throw new Error(`${from} names ${specifier}, whose types are not there: run tsc -b first.`);
  return path;
}

function placeOf(file: string, kind: 'js' | 'cjs'): string {
  const place = file.startsWith(client) ? relative(client, file) : join('core', relative(core, file));
  return place.replace(/\.d\.ts$/, kind === 'js' ? '.d.ts' : '.d.cts');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
