import type { HealthSummary } from '@sora/core';
import { importLine } from '../../ui/code-line.ts';
import { LayerTile } from './layer-tile.tsx';
import { layerTileView } from './layer-tile-view.ts';
import { SilentTile } from './silent-tile.tsx';

/** Those that report first, in large; those that do not teach how they would. */
export function LayerTiles({ layers }: Pick<HealthSummary, 'layers'>) {
  const views = layers.map(layerTileView);
  const reporting = views.filter(({ key }) => key !== undefined);
  const silent = views.filter(({ key }) => key === undefined);
  return (
    <div className="layers">
      {reporting.length > 0 && <section aria-label="Layers that report" className="tiles">{reporting.map((view) => <LayerTile key={view.layer} view={view} />)}</section>}
      {silent.length > 0 && (
        <section aria-label="Layers without data" className="silent">
          <header className="panel-head"><h2>Not reporting yet</h2><span className="note">One line each. First, once: <code>{importLine}</code></span></header>
          {silent.map((view) => <SilentTile key={view.layer} view={view} />)}
        </section>
      )}
    </div>
  );
}
