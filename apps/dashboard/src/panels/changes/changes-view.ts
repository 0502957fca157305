import type { Change } from '@sora/core';
import { formatClock } from '../../ui/format.ts';

export interface ChangeView {
  readonly key: string;
  readonly at: string;
  readonly atIso: string;
  readonly text: string;
}

/** The rest is in the event log, one link away. */
const shown = 8;

export function changesView(changes: readonly Change[]): readonly ChangeView[] {
  return changes.slice(0, shown).map(({ atMs, text }) => ({ key: `${atMs} ${text}`, at: formatClock(atMs), atIso: new Date(atMs).toISOString(), text }));
}
