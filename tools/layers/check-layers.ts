import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../lib/repository.ts';
import { edgesToSee } from './import-law.ts';
import { judgeImport, packageOf, zoneOf } from './judge-import.ts';
import { readImports, type ImportGraph } from './read-imports.ts';

export interface LayerReport {
  readonly moduleCount: number;
  readonly edgeCount: number;
  readonly violations: readonly string[];
}

const folders = ['packages', 'apps', 'tools', 'bench', 'examples'];

/** Reads the tree and judges every import in it. */
export async function checkLayers(root: string): Promise<LayerReport> {
  const present = folders.filter((folder) => existsSync(join(root, folder)));
  const graph = await readImports(root, present);
  const onDisk = listFiles(root).filter((path) => /\.tsx?$/.test(path) && present.includes(path.split('/')[0] ?? ''));
  const homeless = onDisk.filter((path) => zoneOf(path) === undefined).map((path) => `${path} is in no zone of tools/layers/import-law.ts`);
  const refused = graph.edges.map(judgeImport).filter((sentence) => sentence !== undefined);
  const cycles = graph.cycles.map((cycle) => `These files import each other in a circle: ${cycle.join(' -> ')}`);
  return { moduleCount: graph.modules.length, edgeCount: graph.edges.length, violations: [...new Set([...homeless, ...blindness(graph, onDisk), ...refused, ...cycles])] };
}

/** What the reader of imports did not see though it is there: a check that sees nothing finds nothing. */
export function blindness(graph: ImportGraph, filesOnDisk: readonly string[]): readonly string[] {
  const seen = new Set(graph.modules);
  const unseenFiles = filesOnDisk.filter((path) => !seen.has(path)).map((path) => `The layer check did not read ${path}`);
  const packageEdges = new Set(graph.edges.map((edge) => `${packageOf(edge.from)} -> ${packageOf(edge.to)}`));
  const unseenEdges = edgesToSee.map(([from, to]) => `${from} -> ${to}`).filter((edge) => !packageEdges.has(edge));
  return [...unseenFiles, ...unseenEdges.map((edge) => `The layer check did not see the edge ${edge}, which exists: imports between packages are no longer resolved to source`)];
}
