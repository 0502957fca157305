/** Whether a failed batch can have been kept, and whether it would fail again. */
export type BatchFailure =
  /** It was not kept, and may well succeed later: a deadlock, a full disk, no connection. */
  | 'not-done'
  /** It was not kept, and would fail again: one of its items is poison. */
  | 'poisoned'
  /** The connection was lost while it may have been kept. Sending the same again finds out. */
  | 'unknown';

export interface LaneLimits {
  /** Most items of one batch. */
  readonly maxBatch: number;
  /** Most items that wait, in all lanes together; one more is refused as `overloaded`. */
  readonly maxQueued: number;
  /** Most batches under way at once, in all lanes together. One lane has at most one. */
  readonly maxInFlight: number;
  /** Default patience of an item, from its arrival to its answer. */
  readonly deadlineMs: number;
  /** Pause before a failed batch is sent again: the first, and the longest (full jitter between 0 and the doubled pause). */
  readonly backoffMs: { readonly first: number; readonly max: number };
}

/**
 * Queues in front of something that is cheaper in batches. What arrives while a batch is under way is the next batch: no timer, so a single
 * caller waits for nobody. A batch that failed goes again before anything else of its lane and without company. An item that was answered is
 * never sent again: who was told that the outcome is unknown, and looks, must not see it happen long after.
 */
export interface Lanes<Item, Outcome> {
  /**
   * @param lane items of one lane keep their order; lanes take turns
   * @param options.deadlineMs patience of this item, from now
   * @throws {SoraError} `overloaded`: not done, too many wait, or its time ran out before its turn came
   * @throws {SoraError} what `apply` threw last, if that is one: its time ran out, and it surely was not kept
   * @throws {SoraError} `outcome-unknown`: its time ran out while it may have been kept
   * @throws whatever poisons its batch, for this item alone
   */
  submit(lane: string, item: Item, options?: { readonly deadlineMs?: number }): Promise<Outcome>;
  /** Items that wait, to be sent or to be sent again. */
  readonly queued: number;
  /** Takes nothing more and waits until every item has its answer and no batch is under way. */
  close(): Promise<void>;
}
