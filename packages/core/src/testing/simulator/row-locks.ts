/** Who holds or waits for rows. */
export interface LockOwner {
  /** Rows it holds, in the order in which it got them. */
  readonly held: string[];
  /** False once it was ended: what it waits for passes it by. */
  isOpen: boolean;
}

interface Waiter {
  readonly owner: LockOwner;
  readonly goOn: () => void;
}

/** Row locks of a database: one holder each, the others wait in the order in which they came. */
export interface RowLocks {
  /** Locks one row after the other and then goes on. Whoever names rows in one order cannot deadlock. */
  lock(owner: LockOwner, rows: readonly string[], then: () => void): void;
  release(owner: LockOwner): void;
}

export function rowLocks(): RowLocks {
  const waiting = new Map<string, Waiter[]>();

  function lockFrom(owner: LockOwner, rows: readonly string[], then: () => void, from = 0): void {
    for (let at = from; at < rows.length; at++) {
      const row = rows[at] as string;
      const queue = waiting.get(row);
      if (queue !== undefined) {
        queue.push({ owner, goOn: () => { owner.held.push(row); lockFrom(owner, rows, then, at + 1); } });
        return;
      }
      waiting.set(row, []);
      owner.held.push(row);
    }
    then();
  }

  function pass(row: string): void {
    const queue = waiting.get(row) ?? [];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (!next.owner.isOpen) continue;
      next.goOn();
      return;
    }
    waiting.delete(row);
  }

  return {
    lock: (owner, rows, then) => lockFrom(owner, rows, then),
    release(owner) {
      owner.isOpen = false;
      for (const row of owner.held.splice(0)) pass(row);
    },
  };
}
