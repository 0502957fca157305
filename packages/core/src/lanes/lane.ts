import { type Linked, LinkedList } from './linked-list.ts';
import type { Timed } from './time-heap.ts';

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

/** One queue: what was never sent, and in front of it what has to be sent again as it was. */
export class Lane<Item, Outcome> implements Linked<Lane<Item, Outcome>> {
  readonly name: string;
  /** `ready` stands in the rota; `paused` waits before it tries again. */
  state: 'idle' | 'ready' | 'under-way' | 'paused' = 'idle';
  previous: Lane<Item, Outcome> | undefined;
  next: Lane<Item, Outcome> | undefined;
  #failures = 0;
  #cause: unknown;
  readonly #waiting = new LinkedList<Entry<Item, Outcome>>();
  /** Parts of one former batch, the next one last. */
  readonly #again: Batch<Item, Outcome>[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Batches in a row that got no answer. */
  get failures(): number {
    return this.#failures;
  }

  /** Why the last of them got none. */
  get cause(): unknown {
    return this.#cause;
  }

  missed(cause: unknown): void {
    this.#failures += 1;
    this.#cause = cause;
  }

  /** A batch got an answer, if only that it is poisoned: whatever was in the way is over. */
  reached(): void {
    this.#failures = 0;
    this.#cause = undefined;
  }

  get isEmpty(): boolean {
    return this.#again.length === 0 && this.#waiting.first === undefined;
  }

  append(entry: Entry<Item, Outcome>): void {
    this.#waiting.append(entry);
  }

  /** Lets go of an entry that waits no more. One of a batch to be sent again is passed over when that is taken. */
  drop(entry: Entry<Item, Outcome>): void {
    if (entry.state === 'waiting') this.#waiting.remove(entry);
  }

  /**
   * The next batch, empty if there is nothing left. A batch that goes again goes alone: what was never sent cannot become uncertain or
   * poisoned by its company. Who was answered in the meantime stays behind, so that nothing happens after a caller was told what is known.
   */
  take(max: number): Batch<Item, Outcome> {
    for (let again = this.#again.pop(); again !== undefined; again = this.#again.pop()) {
      const open = again.filter(({ state }) => state !== 'answered');
      if (open.length > 0) return open;
    }
    const batch: Entry<Item, Outcome>[] = [];
    while (batch.length < max) {
      const entry = this.#waiting.takeFirst();
      if (entry === undefined) break;
      batch.push(entry);
    }
    return batch;
  }

  /** To be sent before everything else. */
  putBack(batch: Batch<Item, Outcome>): void {
    if (batch.length > 0) this.#again.push(batch);
  }
}
