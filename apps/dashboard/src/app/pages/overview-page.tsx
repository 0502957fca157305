import type { HealthSummary } from '@sora/core';
import type { Resource } from '../../api/resource.ts';
import { ChangesPanel } from '../../panels/changes/changes-panel.tsx';
import { LayerTiles } from '../../panels/layer-tile/layer-tiles.tsx';
import { OverallHead } from '../../panels/overall/overall-head.tsx';
import { RegionsPanel } from '../../panels/regions/regions-panel.tsx';
import { ServiceErrorsPanel } from '../../panels/service-errors/service-errors-panel.tsx';
import { Frame } from '../../ui/frame.tsx';
import { OverviewSkeleton } from '../../ui/skeleton.tsx';

/** Everything at a glance. */
export function OverviewPage({ summary }: { readonly summary: Resource<HealthSummary> }) {
  return (
    <Frame resource={summary} skeleton={<OverviewSkeleton />}>
      {(health, stale) => (
        <>
          <OverallHead summary={health} stale={stale} />
          <div className="overview">
            <LayerTiles layers={health.layers} />
            <div className="rail">
              <ChangesPanel changes={health.changes} />
              <ServiceErrorsPanel services={health.services} />
              <RegionsPanel regions={health.regions} nodes={health.nodes} nowMs={health.generatedAtMs} />
            </div>
          </div>
        </>
      )}
    </Frame>
  );
}
