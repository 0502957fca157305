import { type ClearingBooks, type ClearingCounts, type Clock, type PaymentProvider, reconcileClearing } from '@sora/core';
import type { ScheduledTask } from './scheduled-task.ts';

export interface ReconcileClearingOptions {
  readonly books: ClearingBooks;
  readonly providers: readonly PaymentProvider[];
  readonly tenants: () => Promise<readonly string[]>;
  readonly clock: Clock;
  /** Records the event CLEARING_RECONCILED. */
  readonly record: (report: ClearingReport) => Promise<void>;
}

export interface ClearingReport extends ClearingCounts {
  readonly tenant: string;
  readonly provider: string;
  readonly fromMs: number;
  readonly toMs: number;
}

const dayMs = 24 * 60 * 60_000;
/** The youngest hour is left to the next day: its webhooks may still be on their way. */
const youngMs = 60 * 60_000;

/** Once a day, two days at a time: what a server that was down did not compare, the next run does. */
export function reconcileClearingTask({ books, providers, tenants, clock, record }: ReconcileClearingOptions): ScheduledTask {
  return {
    name: 'reconcile-clearing',
    everyMs: dayMs,
    async run({ signal }) {
      const toMs = clock.nowMs() - youngMs;
      const fromMs = toMs - 2 * dayMs;
      const known = await tenants();
      for (const provider of providers) {
        signal.throwIfAborted();
        const counts = await reconcileClearing(books, provider, { tenants: known, fromMs, toMs });
        for (const [tenant, count] of counts) if (hasAny(count)) await record({ tenant, provider: provider.name, fromMs, toMs, ...count });
      }
    },
  };
}

function hasAny({ matched, repaired, differing, unknown }: ClearingCounts): boolean {
  return matched + repaired + differing + unknown > 0;
}
