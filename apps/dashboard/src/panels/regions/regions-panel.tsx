import type { NodeHealth, RegionHealth } from '@sora/core';
import { Bar } from '../../ui/bar.tsx';
import { Panel } from '../../ui/panel.tsx';
import { regionsView } from './regions-view.ts';

interface Props {
  readonly regions: readonly RegionHealth[];
  readonly nodes: readonly NodeHealth[];
  readonly nowMs: number;
}

export function RegionsPanel({ regions, nodes, nowMs }: Props) {
  const views = regionsView(regions, nodes, nowMs);
  return (
    <Panel title="Regions and nodes" note="busy share">
      {views.length === 0 && <p className="empty">No server has reported in yet. Each does so by itself, a few seconds after its start.</p>}
      {views.map((region) => (
        <div key={region.region} className="region" data-region={region.region}>
          <p><strong>{region.region}</strong><small>{region.nodes}</small><span className="value">{region.load}</span></p>
          <Bar fill={region.fill} />
          <ul>
            {region.members.map((node) => <li key={node.id}><p><code title={node.id}>{node.name}</code><span className="value">{node.load}</span></p><small>{node.facts}</small></li>)}
          </ul>
        </div>
      ))}
    </Panel>
  );
}
