import type { HealthSummary } from '@sora/core';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { verdictTone } from '../../ui/words.ts';
import { overallView } from './overall-view.ts';

/** The one sentence that a person who looks for a second should read. */
export function OverallHead({ summary, stale }: { readonly summary: HealthSummary; readonly stale: string | undefined }) {
  const view = overallView(summary);
  return (
    <header className="head overall">
      <h1 data-verdict={view.verdict}><ToneIcon tone={verdictTone(view.verdict)} />{view.headline}</h1>
      <p className="lead">{view.detail}</p>
      <div className="facts"><span>{view.facts}</span><StaleBadge stale={stale} /></div>
    </header>
  );
}
