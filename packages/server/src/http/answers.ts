import { buildHealthSummary, buildMetricsDashboard, type Clock, dashboardWindow, type EventLog, type HealthSummary, type MetricsDashboard, type MetricsDashboardQuery, type MetricPoint, type MetricStore, type NodeRegistry } from '@sora/core';
import { LRUCache } from 'lru-cache';
import type { Settings } from '../settings.ts';

/** The questions that pages ask. The same question within a second is answered once, however many pages are open. */
export interface Answers {
  healthSummary(tenant: string): Promise<HealthSummary>;
  metricsDashboard(tenant: string, query: MetricsDashboardQuery): Promise<MetricsDashboard>;
}

interface Facts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly metrics: MetricStore;
  readonly events: EventLog;
  readonly nodes: NodeRegistry;
}

const aMinuteMs = 60_000;
export const healthWindowMinutes = 5;
const answerFreshMs = 1_000;
/** Three missed heartbeats. */
export const nodeActiveMs = 16_000;

export function createAnswers({ clock, settings, metrics, events, nodes }: Facts): Answers {
  const once = createOnce(clock);

  const healthSummary = async (tenant: string): Promise<HealthSummary> => {
    const nowMs = clock.nowMs();
    const windowMs = healthWindowMinutes * aMinuteMs;
    const [all, active, recent] = await Promise.all([
      metrics.read({ tenant, fromMs: nowMs - 2 * windowMs, toMs: nowMs }),
      nodes.active(nodeActiveMs),
      events.read({ tenant, limit: 20, sinceMs: nowMs - 3 * windowMs }),
    ]);
    const isNow = ({ slotMs }: MetricPoint) => slotMs >= nowMs - windowMs;
    return buildHealthSummary({ points: all.filter(isNow), pointsBefore: all.filter((point) => !isNow(point)), nodes: active, events: recent, thresholds: settings.SORA_THRESHOLDS, nowMs, windowMinutes: healthWindowMinutes });
  };

  const metricsDashboard = async (tenant: string, query: MetricsDashboardQuery): Promise<MetricsDashboard> => {
    const nowMs = clock.nowMs();
    const { fromMs, toMs } = dashboardWindow(query.timeRange, nowMs);
    const points = await metrics.read({ tenant, layer: query.layer, fromMs, toMs });
    return buildMetricsDashboard({ points, query, thresholds: settings.SORA_THRESHOLDS, nowMs });
  };

  return {
    healthSummary: (tenant) => once(`health ${tenant}`, () => healthSummary(tenant)),
    metricsDashboard: (tenant, query) => once(`metrics ${tenant} ${JSON.stringify(query)}`, () => metricsDashboard(tenant, query)),
  };
}

function createOnce(clock: Clock) {
  const answers = new LRUCache<string, { readonly answer: Promise<unknown>; readonly atMs: number }>({ max: 200 });
  return <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    const known = answers.get(question);
    if (known !== undefined && clock.nowMs() - known.atMs < answerFreshMs) return known.answer as Promise<T>;
    const answer = ask();
    answers.set(question, { answer, atMs: clock.nowMs() });
    // A failure is not remembered: the next page asks anew.
    answer.catch(() => answers.delete(question));
    return answer;
  };
}
