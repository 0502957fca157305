import type { Timed } from './time-heap.ts';
import type { Linked } from './linked-list.ts';
import type { Lane } from './lane.ts';

/** An item on its way to its one answer. */
export interface Entry<Item, Outcome> extends Timed, Linked<Entry<Item, Outcome>> {
  readonly item: Item;
  readonly lane: Lane<Item, Outcome>;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
  /** `waiting` was never sent, `again` was and will be. */
  state: 'waiting' | 'sent' | 'again' | 'answered';
  /** It was in a batch of unknown outcome. Only success takes that away: that it was not kept a second time says nothing of the first. */
  mayBeKept: boolean;
}

export type Batch<Item, Outcome> = readonly Entry<Item, Outcome>[];
