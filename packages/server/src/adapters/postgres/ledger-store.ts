import { type Clock, createLanes, type GroupOutcome, type LaneLimits, laneOf, type LedgerStore, type LinkedGroup, type Random, type Refusal, type Sha256, type SubmitOptions, type Timers, validateGroup } from '@sora/core';
import type { Pool } from 'pg';
import { applyOrCorrect } from './ledger/apply-batch.ts';
import { classifyBatchError } from './ledger/classify.ts';
import { type Companion, type LaneItem, noCompanion, type RideOutcome } from './ledger/companion.ts';
import { eraseMemos } from './ledger/erase-memos.ts';
import type { LaneName } from './ledger/lock-and-read.ts';
import { postgresAccounts } from './ledger/read-accounts.ts';
import { postgresTransfers } from './ledger/read-transfers.ts';
import { rememberedState } from './ledger/remembered-state.ts';
import { sharedConnections } from './ledger/shared-connection.ts';
import { createTurns } from './ledger/turns.ts';

export interface LedgerStoreSettings {
  /** For everything but batches. */
  readonly pool: Pool;
  /** For batches, from `createLanePool`: at least `lanes.limits.maxInFlight` connections, which are not waited for. */
  readonly lanePool: Pick<Pool, 'connect'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly sha256: Sha256;
  readonly lanes: {
    /** Lanes of each tenant. It may change from one start to the next: a transfer says which lane booked it. */
    readonly count: number;
    readonly limits: LaneLimits;
  };
}

/** The ledger in PostgreSQL, with room for what rides along with a payment. */
export interface PostgresLedgerStore<Rider, Answer> extends LedgerStore {
  /**
   * Like `submit`, and writes the rider if and only if the payment is posted. Sending both again is always safe.
   * @throws {SoraError} as `submit` does; whatever the companion throws over this rider
   */
  submitWith(group: LinkedGroup, rider: Rider, options?: SubmitOptions): Promise<RideOutcome<Answer>>;
  /** Groups that wait. */
  readonly queued: number;
  /** Takes no more groups, and waits until each has its answer. The pools stay open. */
  close(): Promise<void>;
}

export function postgresLedgerStore(settings: LedgerStoreSettings): PostgresLedgerStore<never, never>;
export function postgresLedgerStore<Rider, Answer>(settings: LedgerStoreSettings, companion: Companion<Rider, Answer>): PostgresLedgerStore<Rider, Answer>;
export function postgresLedgerStore<Rider, Answer>(settings: LedgerStoreSettings, companion: Companion<Rider, Answer> = noCompanion): PostgresLedgerStore<Rider, Answer> {
  const { pool, lanes: { count }, sha256, lanePool, clock } = settings;
  const batches = { pool, lanePool, companion, sha256, memory: rememberedState(clock), shared: sharedConnections(lanePool), turns: createTurns() };
  const lanes = createLanes<LaneItem<Rider>, RideOutcome<Answer>>({
    ...settings,
    limits: settings.lanes.limits,
    apply: (lane, items) => applyOrCorrect(batches, parseLane(lane), items),
    classify: classifyBatchError,
  });
  const submitItem = async (item: LaneItem<Rider>, options?: SubmitOptions): Promise<RideOutcome<Answer>> => {
    const refusal = validateGroup(item.group);
    return refusal === undefined ? await lanes.submit(laneFor(item, count), item, options) : { kind: 'decided', payment: refused(refusal), answer: undefined };
  };
  return {
    ...postgresAccounts(pool),
    ...postgresTransfers(pool),
    eraseMemos: (tenant, account) => eraseMemos(pool, tenant, account),
    submit: async (group, options) => paymentOf(await submitItem({ group }, options)),
    submitWith: (group, rider, options) => submitItem({ group, rider }, options),
    get queued() { return lanes.queued; },
    close: () => lanes.close(),
  };
}

/** By payer; what something rides with, by payee: batches under locks wait for each other where many pay one, and are better one batch. */
function laneFor({ group: { tenant, operations: [first] }, rider }: LaneItem<unknown>, count: number): string {
  return `${tenant}/${laneOf(rider !== undefined && 'payee' in first ? first.payee : first.payer, count)}`;
}

function parseLane(lane: string): LaneName {
  const slash = lane.lastIndexOf('/');
  return { tenant: lane.slice(0, slash), lane: Number(lane.slice(slash + 1)) };
}

function refused(refusal: Refusal): GroupOutcome {
  return { kind: 'refused', replayed: false, ...refusal };
}

function paymentOf<Answer>(outcome: RideOutcome<Answer>): GroupOutcome {
  if (outcome.kind !== 'decided') throw new Error('Nothing rode along, and yet a companion has answered.');
  return outcome.payment;
}
