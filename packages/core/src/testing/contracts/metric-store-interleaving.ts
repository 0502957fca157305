import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MetricBatch, MetricPoint, MetricStore } from '../../metrics/metric-store.ts';
import { batch, holdLease, latency, measured, readAll, requests, startMs, summary } from './metric-points.ts';
import type { OpenMetricStore } from './metric-store-harness.ts';

type Step = { readonly kind: 'send'; readonly points: readonly MetricPoint[] } | { readonly kind: 'repeat'; readonly which: number } | { readonly kind: 'compact'; readonly minutes: number; readonly limit: number };

// Whole numbers, so that no order of additions changes a sum.
const point = fc.record({ series: fc.constantFrom(latency, requests), slot: fc.nat(17), values: fc.array(fc.nat(5000), { minLength: 1, maxLength: 4 }) })
  .map(({ series, slot, values }) => measured(series, slot, values));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), points: fc.array(point, { minLength: 1, maxLength: 6 }) }),
  fc.record({ kind: fc.constant('repeat' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('compact' as const), minutes: fc.integer({ min: 1, max: 3 }), limit: fc.integer({ min: 1, max: 8 }) }),
);

export function interleavingTests(open: OpenMetricStore): void {
  test('every measurement is read exactly once, after each of any steps of sending, repeating and compacting', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const { store, leases } = await open();
      const lease = await holdLease(leases);
      const sent: MetricBatch[] = [];
      for (const each of steps) {
        await take(store, each, sent, (beforeMs, limit) => store.compact(beforeMs, limit, lease));
        expect(summary(await readAll(store))).toEqual(summary(sent.flatMap((known) => known.points)));
      }
    }), { numRuns: 15, seed: 20_261_123 });
  });
}

async function take(store: MetricStore, step: Step, sent: MetricBatch[], compact: (beforeMs: number, limit: number) => Promise<unknown>): Promise<void> {
  if (step.kind === 'compact') {
    await compact(startMs + step.minutes * 60_000, step.limit);
    return;
  }
  if (step.kind === 'send') sent.push(batch(sent.length + 1, step.points));
  const chosen = step.kind === 'send' ? sent.at(-1) : sent[step.which % Math.max(1, sent.length)];
  if (chosen) await store.append(chosen);
}
