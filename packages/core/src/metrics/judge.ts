import type { Reading, Verdict } from '../health/reading.ts';
import { boundWords, counted, quantity, statisticWords, windowWords } from './judge-wording.ts';
import type { MetricDefinition } from './metric-layer.ts';
import type { Threshold } from './thresholds.ts';

export interface Judgement {
  readonly verdict: Verdict;
  /** In words, with the number, the statistic and the threshold. */
  readonly reason: string;
}

export interface JudgeInput {
  readonly reading: Reading;
  readonly definition: MetricDefinition;
  /** Undefined: the metric is shown, never judged. */
  readonly threshold: Threshold | undefined;
  readonly windowMinutes: number;
}

/**
 * With fewer samples nothing is critical, only degraded, and the reason says how few there were.
 * Of fewer than 20 the P95 is the largest (nearest rank: ceil(0.95 n) = n), so that one slow request would decide alone; from 20 on
 * at least two lie beyond. Ratios answer to the same number and to `minimumBadEvents`. Counters are exempt: what they add up
 * are the events themselves, and one sample of theirs may stand for thousands.
 */
export const minimumSamplesForCritical = 20;

/** One failed request of twenty is 5 %, and still only one: a ratio is critical with two bad events or more. */
export const minimumBadEvents = 2;

type Level = Exclude<Verdict, 'no-data'>;

const shownStatistic = { distribution: 'p95', ratio: 'share', counter: 'perMinute' } as const satisfies Record<MetricDefinition['kind'], Threshold['statistic']>;

/** What a reading means: its statistic against the threshold. Past the healthy bound it is degraded, from `criticalFrom` on critical. */
export function judge({ reading, definition, threshold, windowMinutes }: JudgeInput): Judgement {
  if (reading.n === 0) return { verdict: 'no-data', reason: `no data in the last ${windowWords(windowMinutes)}` };
  const statistic = threshold?.statistic ?? shownStatistic[definition.kind];
  const value = statisticOf(reading, statistic);
  const said = statisticWords(value, { unit: definition.unit, statistic }, { relativeError: reading.percentiles?.relativeError, apartFrom: threshold?.value });
  if (threshold === undefined) return { verdict: 'healthy', reason: `${said}; no threshold, so not judged` };
  const level = levelOf(value, threshold);
  const doubt = doubtOf(level, reading, threshold);
  const verdict = level === 'critical' && doubt !== undefined ? 'degraded' : level;
  return { verdict, reason: said + expectation(verdict, threshold, definition.unit) + (doubt === undefined ? '' : `; ${doubt}`) };
}

function statisticOf({ percentiles, share, perMinute }: Reading, statistic: Threshold['statistic']): number {
  const values = { p95: percentiles?.p95, p5: percentiles?.p5, share, perMinute };
  return values[statistic] ?? 0;
}

function levelOf(value: number, { side, value: bound, criticalFrom }: Threshold): Level {
  const healthy = side === 'below' ? value < bound : side === 'atMost' ? value <= bound : value > bound;
  if (healthy) return 'healthy';
  const critical = criticalFrom !== undefined && (side === 'above' ? value <= criticalFrom : value >= criticalFrom);
  return critical ? 'critical' : 'degraded';
}

/** Why this level rests on little, or undefined. */
function doubtOf(level: Level, { n, sum }: Reading, { statistic, side }: Threshold): string | undefined {
  if (statistic === 'perMinute') return undefined;
  if (n < minimumSamplesForCritical) return `only ${counted(n, 'sample')}` + (level === 'critical' ? `, critical takes ${minimumSamplesForCritical}` : '');
  const badEvents = side === 'above' ? n - sum : sum;
  const tooFew = statistic === 'share' && level === 'critical' && badEvents < minimumBadEvents;
  return tooFew ? `only one bad event, critical takes ${minimumBadEvents}` : undefined;
}

function expectation(level: Level, threshold: Threshold, unit: string): string {
  const bound = boundWords(threshold, unit);
  if (level === 'healthy') return `, ${bound}`;
  const { criticalFrom, statistic } = threshold;
  const critical = level === 'critical' && criticalFrom !== undefined ? `, critical from ${quantity(criticalFrom, { unit, statistic })}` : '';
  return `, should be ${bound}${critical}`;
}
