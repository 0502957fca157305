import { metricLayers, type Change } from '@sora/core';
import { formatClock } from '../../ui/format.ts';

export interface ChangeView {
  readonly key: string;
  readonly at: string;
  readonly atIso: string;
  readonly text: string;
  readonly layer?: string;
}

export function changesView(changes: readonly Change[]): readonly ChangeView[] {
  return changes.map(({ atMs, text, layer }) => ({
    key: `${atMs} ${text}`, at: formatClock(atMs), atIso: new Date(atMs).toISOString(), text,
    ...(layer === undefined ? {} : { layer: metricLayers[layer].title }),
  }));
}
