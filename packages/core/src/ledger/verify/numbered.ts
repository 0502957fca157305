/** Things that are numbered 1, 2, 3 … and may come out of order. */
export interface Numbered<Item> {
  /** The number whose turn it is. */
  next: number;
  /** What came before its turn; made with the first of them. */
  waiting: Map<number, Item> | undefined;
}

/** What to do with them, in the order of their numbers. */
export interface NumberedRules<Item, Row extends Numbered<Item>> {
  /** Most that wait, in all rows together. */
  readonly maxWaiting: number;
  take(row: Row, item: Item): void;
  /** Numbers from `row.next` to `upTo`, both included, are not there. */
  missing(row: Row, upTo: number): void;
  /** Its number was there before, or was given up as missing. */
  repeated(row: Row, item: Item): void;
}

/** Puts the items of many rows into order. In whatever order they come, the same is found; memory grows only with the disorder. */
export interface Ordering<Item, Row extends Numbered<Item>> {
  arrive(row: Row, number: number, item: Item): void;
  /** Nothing more comes: what still waits is taken, and the gaps before it are missing. */
  end(): void;
}

export function createOrdering<Item, Row extends Numbered<Item>>(rules: NumberedRules<Item, Row>): Ordering<Item, Row> {
  const unsettled = new Set<Row>();
  let waiting = 0;
  const step = (row: Row, item: Item) => {
    row.next += 1;
    rules.take(row, item);
  };
  const takeWaiting = (row: Row) => {
    for (let item = row.waiting?.get(row.next); item !== undefined; item = row.waiting?.get(row.next)) {
      row.waiting?.delete(row.next);
      waiting -= 1;
      step(row, item);
    }
    if (row.waiting?.size === 0) unsettled.delete(row);
  };
  const settle = (row: Row) => {
    const items = [...(row.waiting ?? [])].toSorted(([one], [other]) => one - other);
    waiting -= items.length;
    row.waiting = undefined;
    unsettled.delete(row);
    for (const [number, item] of items) {
      if (number > row.next) rules.missing(row, number - 1);
      row.next = number;
      step(row, item);
    }
  };
  const makeRoom = () => {
    const byDisorder = [...unsettled].toSorted((one, other) => (other.waiting?.size ?? 0) - (one.waiting?.size ?? 0));
    for (const row of byDisorder) if (waiting > rules.maxWaiting * keptShare) settle(row);
  };
  const wait = (row: Row, number: number, item: Item) => {
    if (row.waiting?.has(number) === true) return rules.repeated(row, item);
    (row.waiting ??= new Map()).set(number, item);
    unsettled.add(row);
    waiting += 1;
    if (waiting > rules.maxWaiting) makeRoom();
  };
  return {
    arrive(row, number, item) {
      if (number > row.next) return wait(row, number, item);
      if (number < row.next) return rules.repeated(row, item);
      step(row, item);
      if (row.waiting !== undefined) takeWaiting(row);
    },
    end() {
      for (const row of unsettled) settle(row);
    },
  };
}

/** When there is no more room, a tenth of it is made at once: looking for who takes the most is not done for every single item. */
const keptShare = 0.9;
