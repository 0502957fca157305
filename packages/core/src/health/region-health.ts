import type { NodeRecord } from '../nodes/node-registry.ts';
import type { NodeHealth, RegionHealth } from './health-summary.ts';

/** The active regions, by name. */
export function regionHealth(nodes: readonly NodeRecord[]): RegionHealth[] {
  const regions = Map.groupBy(nodes, ({ region }) => region);
  return [...regions].map(([region, members]) => ({ region, nodes: members.length, load: meanLoad(members) })).toSorted((a, b) => compareText(a.region, b.region));
}

/** The active servers, by region and id. */
export function nodeHealth(nodes: readonly NodeRecord[]): NodeHealth[] {
  return nodes
    .map(({ id, region, release, load, memoryBytes, startedAtMs, ageMs }) => ({ id, region, release, load, memoryBytes, startedAtMs, heartbeatAgeMs: ageMs }))
    .toSorted((a, b) => compareText(a.region, b.region) || compareText(a.id, b.id));
}

function meanLoad(nodes: readonly NodeRecord[]): number {
  return nodes.reduce((total, { load }) => total + load, 0) / nodes.length;
}

/** By code units: the same order on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
