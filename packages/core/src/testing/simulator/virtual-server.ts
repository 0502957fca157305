import { createLanes } from '../../lanes/create-lanes.ts';
import type { LaneLimits, Lanes } from '../../lanes/lanes.ts';
import { BatchError, travel } from './batch-journey.ts';
import type { Trial } from './trial.ts';
import type { VirtualDatabase } from './virtual-database.ts';
import type { World } from './world.ts';

const limits: LaneLimits = { maxBatch: 64, maxQueued: 256, maxInFlight: 3, deadlineMs: 80, backoffMs: { first: 2, max: 20 } };

/** How long a server is away after a crash, in virtual milliseconds. */
const restartMs = 40;

/** `again`: it is not known if it happened, or it did not; sending the same again is safe. */
export type Answer<Outcome> = { readonly kind: 'outcome'; readonly outcome: Outcome } | { readonly kind: 'again' } | { readonly kind: 'poisoned' };

/** A server with real lanes, in front of the shared database. */
export interface VirtualServer<Item, Outcome> {
  /** A server that is down says nothing. */
  receive(item: Item, reply: (answer: Answer<Outcome>) => void): void;
  /** Loses all memory. */
  crash(): void;
  /** Items that wait. */
  readonly queued: number;
}

interface Life<Item, Outcome> {
  readonly lanes: Lanes<Item, Outcome>;
  isOver: boolean;
}

export function virtualServer<Item, Outcome>(world: World, database: VirtualDatabase<Item, Outcome>, trial: Trial<Item, Outcome>): VirtualServer<Item, Outcome> {
  const { loop, chance, counts, digest } = world;
  let life: Life<Item, Outcome> | undefined = begin();

  function begin(): Life<Item, Outcome> {
    const born: Life<Item, Outcome> = {
      isOver: false,
      lanes: createLanes<Item, Outcome>({
        apply: (lane, items) => travel({ world, database, lane, items, isAlive: () => !born.isOver }),
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
    receive(item, reply) {
      const present = life;
      if (present === undefined) return;
      const answer = (what: Answer<Outcome>) => { if (!present.isOver) reply(what); };
      loop.stir();
      present.lanes.submit(trial.laneOf(item), item).then(
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
