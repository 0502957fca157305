export interface Timed {
  readonly dueAtMs: number;
  /** Where it stands in the heap; below 0 while it is in none. Only the heap writes it. */
  place: number;
}

/** The earliest first. Adding and removing cost little more than nothing where times come in their order, as deadlines mostly do. */
export class TimeHeap<T extends Timed> {
  readonly #members: T[] = [];

  get size(): number {
    return this.#members.length;
  }

  get first(): T | undefined {
    return this.#members[0];
  }

  add(member: T): void {
    this.#members.push(member);
    this.#rise(member, this.#members.length - 1);
  }

  /** Removes it if it is there. */
  remove(member: T): void {
    const { place } = member;
    if (place < 0) return;
    member.place = -1;
    const last = this.#members.pop();
    if (last === undefined || last === member) return;
    this.#sink(last, place);
    this.#rise(last, last.place);
  }

  #rise(member: T, from: number): void {
    let place = from;
    while (place > 0) {
      const parent = this.#members[(place - 1) >> 1] as T;
      if (parent.dueAtMs <= member.dueAtMs) break;
      this.#put(parent, place);
      place = (place - 1) >> 1;
    }
    this.#put(member, place);
  }

  #sink(member: T, from: number): void {
    let place = from;
    for (;;) {
      const child = this.#earlierChild(place);
      if (child === undefined || child.dueAtMs >= member.dueAtMs) break;
      const below = child.place;
      this.#put(child, place);
      place = below;
    }
    this.#put(member, place);
  }

  #earlierChild(place: number): T | undefined {
    const left = this.#members[2 * place + 1];
    const right = this.#members[2 * place + 2];
    return left !== undefined && right !== undefined && right.dueAtMs < left.dueAtMs ? right : left;
  }

  #put(member: T, place: number): void {
    this.#members[place] = member;
    member.place = place;
  }
}
