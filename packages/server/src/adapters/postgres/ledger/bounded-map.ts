/**
 * A map that holds at most `max` entries, and forgets what was not set for longest. In two generations: a full young one becomes the old one,
 * whose like is forgotten whole. To move an entry to the end at each use would cost a tenth of deciding a batch.
 */
export class BoundedMap<Key, Value> {
  readonly #half: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  /** @param max even, from 2 */
  constructor(max: number) {
    this.#half = max / 2;
  }

  get(key: Key): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value);
    if (this.#young.size < this.#half) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  delete(key: Key): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
