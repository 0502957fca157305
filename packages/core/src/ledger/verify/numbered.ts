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
  const giveUpGap = (row: Row) => {
    const first = smallest(row.waiting?.keys() ?? []);
    rules.missing(row, first - 1);
    row.next = first;
    takeWaiting(row);
  };
  const wait = (row: Row, number: number, item: Item) => {
    if (row.waiting?.has(number) === true) return rules.repeated(row, item);
    (row.waiting ??= new Map()).set(number, item);
    unsettled.add(row);
    waiting += 1;
    if (waiting > rules.maxWaiting) giveUpGap(longest(unsettled) ?? row);
  };
  return {
    arrive(row, number, item) {
      if (number > row.next) return wait(row, number, item);
      if (number < row.next) return rules.repeated(row, item);
      step(row, item);
      if (row.waiting !== undefined) takeWaiting(row);
    },
    end() {
      for (const row of unsettled) while ((row.waiting?.size ?? 0) > 0) giveUpGap(row);
    },
  };
}

// Not Math.min(...keys): so many arguments do not fit on the stack.
function smallest(numbers: Iterable<number>): number {
  let least = Infinity;
  for (const number of numbers) least = Math.min(least, number);
  return least;
}

function longest<Row extends Numbered<unknown>>(rows: Iterable<Row>): Row | undefined {
  let [most, found]: [number, Row | undefined] = [0, undefined];
  for (const row of rows) {
    const size = row.waiting?.size ?? 0;
    if (size > most) [most, found] = [size, row];
  }
  return found;
}
