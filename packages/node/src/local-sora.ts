import type { Clock, Recorder } from '@sora/core';
import { boundHandle, checkedSample } from './checked-sample.ts';
import { type LocalMoney, spendInProcess } from './local-spend.ts';
import type { SoraNode } from './sora-node.ts';
import { checkedSpend } from './spend.ts';
import { defaultPatience } from './until-known.ts';

export interface LocalSoraParts {
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** Whose measurements and wallets they are. */
  readonly tenant: string;
  /** Writes what is in memory to the database. */
  readonly flushToDatabase: () => Promise<{ readonly points: number }>;
  readonly money: LocalMoney;
}

/** Inside a server: measures straight into its recorder, and moves money in its ledger. */
export function createLocalSora({ recorder, clock, tenant, flushToDatabase, money }: LocalSoraParts): SoraNode {
  const spend = spendInProcess({ ...money, tenant }, defaultPatience);
  const flush: SoraNode['flush'] = async () => {
    try {
      const { points } = await flushToDatabase();
      return { delivered: points, queued: 0, dropped: 0 };
    } catch (error) {
      return { delivered: 0, queued: recorder.pendingPoints, dropped: 0, problem: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    async trackMetric(sample) {
      const { series, value, ageMs } = checkedSample(sample);
      recorder.record({ ...series, tenant, source: 'server' }, value, clock.nowMs() - ageMs);
    },
    bind: (series) => boundHandle(recorder, tenant, series),
    preventDoubleSpend: async (userId, amount, operationId) => spend(checkedSpend(userId, amount, operationId)),
    flush,
    close: flush,
  };
}
