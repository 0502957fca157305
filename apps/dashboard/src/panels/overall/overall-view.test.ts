import type { HealthSummary, LayerName, Verdict } from '@sora/core';
import { expect, test } from 'vitest';
import { overallView, verdictAnnouncement } from './overall-view.ts';

const names = ['MOBILE', 'API', 'FUNCTIONS', 'FIRESTORE', 'STORAGE', 'PAYMENTS', 'AI'] as const;

function summary(verdicts: Partial<Record<LayerName, Verdict>>): HealthSummary {
  const layers = names.map((layer) => ({ layer, title: layer.charAt(0) + layer.slice(1).toLowerCase(), about: '', verdict: verdicts[layer] ?? 'no-data', reason: `${layer} because`, metrics: [] }));
  return { generatedAtMs: 0, windowMinutes: 15, verdict: 'healthy', layers, services: [], regions: [], nodes: [], changes: [] };
}

const everything = (verdict: Verdict) => Object.fromEntries(names.map((name) => [name, verdict]));

test('one sentence names what is sick, the worst first, with its reasons', () => {
  const view = overallView(summary({ API: 'degraded', PAYMENTS: 'critical', MOBILE: 'healthy' }));
  expect(view.headline).toBe('Payments is critical, Api is degraded.');
  expect(view.detail).toBe('Payments: PAYMENTS because · Api: API because');
  expect(overallView(summary({ API: 'degraded' })).detail).toBe('API because');
});

test('health is claimed for what reports only', () => {
  expect(overallView(summary({ API: 'healthy' }))).toMatchObject({ headline: 'Api is healthy.', detail: '6 layers have not reported in this window.' });
  expect(overallView(summary(everything('healthy')))).toMatchObject({ headline: 'All 7 layers are healthy.', detail: 'Every layer reports.' });
  expect(overallView(summary({})).headline).toBe('Nothing reports yet.');
});

test('a changed verdict is announced with its reason, an unchanged one is not', () => {
  const before = summary({ API: 'healthy', AI: 'healthy' });
  expect(verdictAnnouncement(before, summary({ API: 'degraded', AI: 'healthy' }))).toBe('Api is now degraded. API because');
  expect(verdictAnnouncement(before, before)).toBeUndefined();
});
