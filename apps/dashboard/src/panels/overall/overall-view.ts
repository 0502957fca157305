import { layerNames, type HealthSummary, type Verdict } from '@sora/core';
import { formatClockSeconds } from '../../ui/format.ts';
import { listed, plural } from '../../ui/words.ts';

export interface OverallView {
  readonly verdict: Verdict;
  /** The state of everything in one sentence. */
  readonly headline: string;
  readonly detail: string;
  readonly facts: string;
}

type Summary = Pick<HealthSummary, 'verdict' | 'layers' | 'generatedAtMs' | 'windowMinutes'>;

export function overallView(summary: Summary): OverallView {
  return {
    verdict: summary.verdict,
    headline: headline(summary),
    detail: detail(summary),
    facts: `Last ${plural(summary.windowMinutes, 'minute')}, as of ${formatClockSeconds(summary.generatedAtMs)}`,
  };
}

/** What to say aloud when the verdict of a layer changed between two answers; undefined when none did. */
export function verdictAnnouncement(before: Summary, now: Summary): string | undefined {
  const known = new Map(before.layers.map(({ layer, verdict }) => [layer, verdict]));
  const changed = now.layers.filter(({ layer, verdict }) => known.get(layer) !== verdict);
  if (changed.length === 0) return undefined;
  return changed.map(({ title, verdict, reason }) => `${title} is now ${inWords(verdict)}. ${reason}`).join(' ');
}

function headline({ layers }: Summary): string {
  const critical = titles(layers, 'critical');
  const degraded = titles(layers, 'degraded');
  const sick = [isAre(critical, 'critical'), isAre(degraded, 'degraded')].filter((part) => part !== '');
  if (sick.length > 0) return `${sick.join(', ')}.`;
  const healthy = titles(layers, 'healthy');
  if (healthy.length === 0) return 'Nothing reports yet.';
  return healthy.length === layerNames.length ? `All ${layerNames.length} layers are healthy.` : `${isAre(healthy, 'healthy')}.`;
}

function detail({ layers }: Summary): string {
  const silent = titles(layers, 'no-data').length;
  const sick = [...layers.filter(({ verdict }) => verdict === 'critical'), ...layers.filter(({ verdict }) => verdict === 'degraded')];
  if (sick.length > 0) return sick.map(({ title, reason }) => (sick.length === 1 ? reason : `${title}: ${reason}`)).join(' · ');
  if (silent === layers.length) return 'The first measurement appears here by itself. The lines below send one.';
  return silent === 0 ? 'Every layer reports.' : `${plural(silent, 'layer has', 'layers have')} not reported in this window.`;
}

function titles(layers: Summary['layers'], verdict: Verdict): readonly string[] {
  return layers.filter((layer) => layer.verdict === verdict).map(({ title }) => title);
}

function isAre(names: readonly string[], word: string): string {
  return names.length === 0 ? '' : `${listed(names)} ${names.length === 1 ? 'is' : 'are'} ${word}`;
}

function inWords(verdict: Verdict): string {
  return verdict === 'no-data' ? 'without data' : verdict;
}
