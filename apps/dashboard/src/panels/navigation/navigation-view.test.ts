import type { HealthSummary } from '@sora/core';
import { expect, test } from 'vitest';
import { documentTitle, navigationView } from './navigation-view.ts';

const summary: Pick<HealthSummary, 'layers' | 'verdict'> = { verdict: 'critical', layers: [{ layer: 'AI', title: 'AI', about: '', verdict: 'critical', reason: '', metrics: [] }] };

test('the layers stand in the order of the page, each with what is known of it', () => {
  const items = navigationView({ view: 'overview' }, summary);
  expect(items.map(({ title }) => title)).toEqual(['Mobile', 'API', 'Functions', 'Firestore', 'Storage', 'Payments', 'AI']);
  expect(items.map(({ verdict }) => verdict).filter((verdict) => verdict === 'critical')).toHaveLength(1);
  expect(items.some(({ current }) => current)).toBe(false);
});

test('moving to another layer keeps the time range', () => {
  const items = navigationView({ view: 'layer', layer: 'AI', range: 1_440, service: 'chat' }, undefined);
  expect(items.find(({ layer }) => layer === 'API')?.href).toBe('/?layer=API&range=1440');
  expect(items.find(({ layer }) => layer === 'AI')?.current).toBe(true);
});

test('a tab in the background says when something is sick', () => {
  expect(documentTitle({ view: 'layer', layer: 'API', range: 60 }, summary)).toBe('Critical: API · SORA');
  expect(documentTitle({ view: 'events' }, undefined)).toBe('Events · SORA');
  expect(documentTitle({ view: 'money', page: 'account', account: 'user:USD:alice' }, undefined)).toBe('Money · SORA');
});
