/** One payment of one minor unit. */
export interface Payment {
  readonly key: string;
  readonly payer: string;
  readonly payee: string;
}

/** A way to keep books, on a database of its own, with money in every account. */
export interface Contestant extends AsyncDisposable {
  /** Callers of its closed loop. */
  readonly callers: number;
  pay(payment: Payment): Promise<void>;
  /** @throws {Error} unless the books hold exactly these payments, each balance is the sum of its entries, and no money came or went */
  check(payments: number): Promise<void>;
}

/** Money in every account of both, so that nobody runs dry. */
export const openingMinor = 1_000_000_000;

/** Ids of user accounts, as the app would have them. */
export function accountIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `user:USD:u${String(n).padStart(6, '0')}`);
}
