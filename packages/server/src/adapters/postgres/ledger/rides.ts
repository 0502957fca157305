import type { GroupOutcome } from '@sora/core';
import type { PoolClient } from 'pg';
import type { Companion, LaneItem, RideOutcome, Vote } from './companion.ts';
import { type LaneName, lockLaneQuery } from './lock-and-read.ts';

/** The riders of one batch on their way: voted on, then written or not. */
export interface Rides<Rider, Answer> {
  /** Locks the lane and asks the companion. Without riders there is nothing to ask, and the lane is locked with the accounts. */
  vote(items: readonly LaneItem<Rider>[]): Promise<void>;
  /** True from when `vote` was called, if it began the transaction. */
  readonly hasBegun: boolean;
  isAccepted(item: LaneItem<Rider>): boolean;
  /** Writes those whose payment is posted. @param outcomes of the payments, in the order of `decided` @throws at once when there are not as many */
  write(decided: readonly LaneItem<Rider>[], outcomes: readonly GroupOutcome[]): Promise<void>;
  outcomeOf(item: LaneItem<Rider>): RideOutcome<Answer>;
}

/** @param client begins its transaction here if anything rides along */
export function ridesOf<Rider, Answer>(companion: Companion<Rider, Answer>, client: PoolClient, lane: LaneName): Rides<Rider, Answer> {
  const votes = new Map<LaneItem<Rider>, Vote<Answer>>();
  const payments = new Map<LaneItem<Rider>, GroupOutcome>();
  const answers = new Map<LaneItem<Rider>, Answer>();
  let hasBegun = false;
  const writeRiders = async (posted: readonly Riding<Rider>[]) => {
    if (posted.length > 0) pair(posted, await companion.write(client, lane.tenant, posted.map(({ rider }) => rider)), answers);
  };
  return {
    get hasBegun() { return hasBegun; },
    async vote(items) {
      const riding = items.filter(hasRider);
      if (riding.length === 0) return;
      hasBegun = true;
      // Sent together; the database takes them one after the other.
      const locking = [client.query('begin'), client.query(lockLaneQuery(lane))];
      const [voted] = await Promise.all([companion.vote(client, lane.tenant, riding.map(({ rider }) => rider)), ...locking]);
      pair(riding, voted, votes);
    },
    isAccepted: (item) => (votes.get(item)?.kind ?? 'accepted') === 'accepted',
    write(decided, outcomes) {
      pair(decided, outcomes, payments);
      const posted = decided.filter(hasRider).filter((item) => payments.get(item)?.kind === 'posted');
      return writeRiders(posted);
    },
    outcomeOf(item) {
      const [vote, payment] = [votes.get(item), payments.get(item)];
      if (vote !== undefined && vote.kind !== 'accepted') return vote;
      if (payment === undefined) throw new Error('This item was not decided.');
      return { kind: 'decided', payment, answer: answers.get(item) };
    },
  };
}

type Riding<Rider> = LaneItem<Rider> & { readonly rider: Rider };

function hasRider<Rider>(item: LaneItem<Rider>): item is Riding<Rider> {
  return item.rider !== undefined;
}

/** One answer belongs to each item; anything else would give one caller the outcome of another. */
function pair<Item, Value>(items: readonly Item[], values: readonly Value[], into: Map<Item, Value>): void {
  if (items.length !== values.length) throw new Error(`${values.length} answers came back for ${items.length} items.`);
  values.forEach((value, index) => { into.set(items[index] as Item, value); });
}
