import type { Payment } from './contestant.ts';

/** Who pays whom next. */
export type Traffic = () => Payment;

let made = 0;

/** Keys as a phone makes them: ordered by time, never the same. */
function nextKey(): string {
  made += 1;
  return `${Date.now().toString(16).padStart(12, '0')}-${made.toString(16).padStart(8, '0')}-${Math.trunc(Math.random() * 0xffffffff).toString(16)}`;
}

/** Everybody pays one creator. */
export function hotTraffic(accounts: readonly string[]): Traffic {
  const [creator = '', ...fans] = accounts;
  return () => ({ key: nextKey(), payer: pick(fans), payee: creator });
}

export function uniformTraffic(accounts: readonly string[]): Traffic {
  return () => between(pick(accounts), () => pick(accounts));
}

/** The payee is drawn by Zipf's law with exponent 1: the first of ten thousand gets a tenth of all payments. */
export function zipfTraffic(accounts: readonly string[]): Traffic {
  const shares = accounts.map((_, rank) => 1 / (rank + 1));
  const total = shares.reduce((sum, share) => sum + share, 0);
  let sum = 0;
  const upTo = Float64Array.from(shares, (share) => (sum += share / total));
  const popular = () => accounts[firstAtLeast(upTo, Math.random())] ?? '';
  return () => between(pick(accounts), popular);
}

function between(payer: string, nextPayee: () => string): Payment {
  let payee = nextPayee();
  while (payee === payer) payee = nextPayee();
  return { key: nextKey(), payer, payee };
}

function pick(accounts: readonly string[]): string {
  return accounts[Math.trunc(Math.random() * accounts.length)] ?? '';
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 1) < value) low = middle + 1; else high = middle;
  }
  return low;
}
