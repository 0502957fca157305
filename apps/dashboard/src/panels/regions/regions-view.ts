import type { NodeHealth, RegionHealth } from '@sora/core';
import { formatBytes, formatDuration, formatPercent } from '../../ui/format.ts';
import { plural } from '../../ui/words.ts';

export interface RegionView {
  readonly region: string;
  readonly nodes: string;
  readonly load: string;
  /** 0 to 1 */
  readonly fill: number;
  readonly members: readonly NodeView[];
}

export interface NodeView {
  readonly id: string;
  /** Enough of the id to find it in a log. */
  readonly name: string;
  readonly load: string;
  readonly facts: string;
}

const nameLength = 13;

export function regionsView(regions: readonly RegionHealth[], nodes: readonly NodeHealth[], nowMs: number): readonly RegionView[] {
  return regions.map(({ region, nodes: count, load }) => ({
    region, nodes: plural(count, 'node'), load: formatPercent(load), fill: Math.min(1, load),
    members: nodes.filter((node) => node.region === region).map((node) => nodeView(node, nowMs)),
  }));
}

function nodeView({ id, load, memoryBytes, startedAtMs, heartbeatAgeMs, release }: NodeHealth, nowMs: number): NodeView {
  return { id, name: id.length > nameLength ? id.slice(0, nameLength) : id, load: formatPercent(load), facts: `${release} · ${formatBytes(memoryBytes)} · up ${formatDuration(nowMs - startedAtMs)} · heard ${formatDuration(heartbeatAgeMs)} ago` };
}
