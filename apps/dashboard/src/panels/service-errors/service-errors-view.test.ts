import { expect, test } from 'vitest';
import { serviceErrorsView } from './service-errors-view.ts';

const checkout = { layer: 'PAYMENTS', service: 'checkout', failed: 12, total: 400, errorRate: 0.03 } as const;
const feed = { layer: 'API', service: 'feed', failed: 6, total: 1_000, errorRate: 0.006 } as const;

test('a rate comes with the counts behind it, and its bar is measured against the worst', () => {
  const { rows } = serviceErrorsView([checkout, feed]);
  expect(rows.map(({ service, rate, facts, fill }) => [service, rate, facts, fill])).toEqual([
    ['checkout', '3 %', 'Payments · 12 of 400 failed', 1],
    ['feed', '0.6 %', 'API · 6 of 1,000 failed', 0.2],
  ]);
});

test('no failures give empty bars, not a division by nothing', () => {
  expect(serviceErrorsView([{ ...feed, failed: 0, errorRate: 0 }]).rows[0]?.fill).toBe(0);
  expect(serviceErrorsView([])).toEqual({ rows: [], more: 0 });
});

test('what does not fit is counted', () => {
  expect(serviceErrorsView(Array.from({ length: 11 }, (_, index) => ({ ...feed, service: `s${index}` }))).more).toBe(3);
});
