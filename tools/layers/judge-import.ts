import { publicFaces, zones, type Zone } from './import-law.ts';

/** One import, as resolved from disk. */
export interface ImportEdge {
  readonly from: string;
  /** Path in the repository, or below node_modules, or the name of a `node:` module. */
  readonly to: string;
  readonly kind: 'file' | 'library' | 'builtin' | 'unresolved';
  /** As written: by path (`./x.ts`) or by the name of a package. */
  readonly byPath: boolean;
}

export function zoneOf(path: string): Zone | undefined {
  return zones.find((zone) => zone.files.test(path));
}

/** `packages/core` of `packages/core/src/index.ts`; the folder for anything else. */
export function packageOf(path: string): string {
  return /^(?:packages|apps)\/[^/]+/.exec(path)?.[0] ?? path.split('/')[0] ?? path;
}

/** The sentence that refuses this import, or undefined when the law allows it. */
export function judgeImport(edge: ImportEdge): string | undefined {
  const zone = zoneOf(edge.from);
  if (zone === undefined) return `${edge.from} is in no zone: put it where the import law (tools/layers/import-law.ts) has a place for it, or give it one`;
  switch (edge.kind) {
    case 'unresolved': return `${edge.from} imports ${edge.to}, which does not exist`;
    case 'builtin': return zone.builtins ? undefined : `${edge.from} imports node:${edge.to}, but ${zone.name} may not use Node.js`;
    case 'library': return judgeLibrary(edge, zone);
    case 'file': return judgeFile(edge, zone);
  }
}

function judgeLibrary(edge: ImportEdge, zone: Zone): string | undefined {
  const library = libraryName(edge.to);
  if (zone.libraries === 'any' || zone.libraries.some((allowed) => (allowed.endsWith('/') ? library.startsWith(allowed) : library === allowed))) return undefined;
  return `${edge.from} imports the library ${library}; ${zone.name} may use ${zone.libraries.join(', ') || 'none'}`;
}

function judgeFile(edge: ImportEdge, zone: Zone): string | undefined {
  if (edge.to === `${packageOf(edge.from)}/package.json`) return undefined; // Its own name and version.
  const target = zoneOf(edge.to);
  if (target !== zone && (target === undefined || !zone.mayImport.includes(target.name))) {
    return `${edge.from} imports ${edge.to} (${target?.name ?? 'no zone'}); ${zone.name} may import ${zone.mayImport.join(', ') || 'nothing outside itself'}`;
  }
  if (zone.name === 'tools' || packageOf(edge.from) === packageOf(edge.to) || target?.name === 'tools') return undefined;
  return edge.byPath || !publicFaces.test(edge.to) ? `${edge.from} reaches into ${packageOf(edge.to)}: import it by its name, through what its package.json exports` : undefined;
}

/** `@fastify/helmet` of `node_modules/@fastify/helmet/index.js`; `pg` of `node_modules/@types/pg/index.d.ts`. */
export function libraryName(path: string): string {
  const inside = path.slice(path.lastIndexOf('node_modules/') + (path.includes('node_modules/') ? 'node_modules/'.length : 0)).replace(/^@types\//, '');
  const [scope = '', name = ''] = inside.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
