import { createLanes } from '../../lanes/create-lanes.ts';
import type { LaneLimits, Lanes } from '../../lanes/lanes.ts';
import type { LinkedGroup } from '../../ledger/operation.ts';
import type { GroupOutcome } from '../../ledger/outcome.ts';
import { laneOf } from '../../ledger/lane-of.ts';
import { BatchError, travel } from './batch-journey.ts';
import type { Decide } from './planted-bugs.ts';
import type { VirtualDatabase } from './virtual-database.ts';
import type { World } from './world.ts';

const laneCount = 2;
const limits: LaneLimits = { maxBatch: 64, maxQueued: 256, maxInFlight: 3, deadlineMs: 80, backoffMs: { first: 2, max: 20 } };

/** How long a server is away after a crash, in virtual milliseconds. */
const restartMs = 40;

/** `again`: it is not known if it happened, or it did not; sending the same again is safe. */
export type Answer = { readonly kind: 'outcome'; readonly outcome: GroupOutcome } | { readonly kind: 'again' } | { readonly kind: 'poisoned' };

/** A server with real lanes, in front of the shared database. */
export interface VirtualServer {
  /** A server that is down says nothing. */
  receive(group: LinkedGroup, reply: (answer: Answer) => void): void;
  /** Loses all memory. */
  crash(): void;
  /** Groups that wait. */
  readonly queued: number;
}

interface Life {
  readonly lanes: Lanes<LinkedGroup, GroupOutcome>;
  isOver: boolean;
}

export function virtualServer(world: World, database: VirtualDatabase, decide: Decide): VirtualServer {
  const { loop, chance, counts, digest } = world;
  let life: Life | undefined = begin();

  function begin(): Life {
    const born: Life = {
      isOver: false,
      lanes: createLanes<LinkedGroup, GroupOutcome>({
        apply: (lane, groups) => travel({ world, database, decide, lane: Number(lane), groups, isAlive: () => !born.isOver }),
        classify: (error) => (error as BatchError).failure,
        limits,
        clock: loop,
        timers: { after: (delayMs, run) => loop.after(delayMs, () => { loop.stir(); run(); }) },
        random: chance,
      }),
    };
    return born;
  }

  return {
    receive(group, reply) {
      const present = life;
      if (present === undefined) return;
      const answer = (what: Answer) => { if (!present.isOver) reply(what); };
      loop.stir();
      present.lanes.submit(String(laneOf(group.operations[0].payer, laneCount)), group).then(
        (outcome) => answer({ kind: 'outcome', outcome }),
        (error: unknown) => answer({ kind: error instanceof BatchError && error.failure === 'poisoned' ? 'poisoned' : 'again' }),
      );
    },
    crash() {
      if (life === undefined) return;
      life.isOver = true;
      life = undefined;
      counts.serverCrashes += 1;
      digest.add('server crash');
      loop.after(restartMs, () => { life = begin(); });
    },
    get queued() { return life?.lanes.queued ?? 0; },
  };
}
