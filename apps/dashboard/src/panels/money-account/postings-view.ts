import type { OperationKind } from '@sora/core';
import type { MoneyUnit, PostingRow } from '../../api/money.ts';
import { accountLink, keyHref, type AccountLink } from '../../ui/account-name.ts';
import { amountOf, formatAmount, formatChange } from '../../ui/amount.ts';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';

export interface PostingView {
  readonly number: number;
  readonly at: string;
  readonly atIso: string;
  /** What happened, as seen from this account: `To`, `From`, `Hold for`. */
  readonly what: string;
  readonly counterparty: AccountLink;
  readonly key: string;
  readonly keyHref: string;
  readonly memo?: string;
  readonly change: string;
  readonly direction: 'in' | 'out' | 'none';
  readonly balance: string;
  /** What is held after it; absent where nothing is. */
  readonly held?: string;
}

export interface PostingDay {
  readonly day: string;
  readonly rows: readonly PostingView[];
}

/** Where nothing moves, the amount stands in the words: it changed what is held, not what is there. */
const unmoved: Readonly<Record<Exclude<OperationKind, 'transfer' | 'post'>, string>> = { hold: 'held for', void: 'let go, was held for', expire: 'timed out, was held for' };

/** Newest first, under the day that each was booked on. */
export function postingDays(postings: readonly PostingRow[], units: readonly MoneyUnit[]): readonly PostingDay[] {
  const days = Map.groupBy(postings, ({ transfer }) => formatDay(transfer.atMs));
  return [...days].map(([day, members]) => ({ day, rows: members.map((posting) => postingView(posting, units)) }));
}

function postingView(posting: PostingRow, units: readonly MoneyUnit[]): PostingView {
  const { side, change, leg, transfer: { key, payer, payee, unit, atMs, memo } } = posting;
  return {
    number: leg.posting, at: formatClockSeconds(atMs), atIso: new Date(atMs).toISOString(),
    what: whatOf(posting, units), counterparty: accountLink(side === 'debit' ? payee : payer), key, keyHref: keyHref(key, payer),
    ...(memo === undefined ? {} : { memo }),
    change: formatChange(change, unit, units), direction: directionOf(change), balance: amountOf(leg.balance, unit, units).text,
    ...(leg.held === '0' ? {} : { held: amountOf(leg.held, unit, units).text }),
  };
}

function whatOf({ side, transfer: { kind, amount, unit } }: PostingRow, units: readonly MoneyUnit[]): string {
  if (kind === 'transfer' || kind === 'post') return `${side === 'debit' ? 'To' : 'From'}${kind === 'post' ? ' (from a hold)' : ''}`;
  return `${formatAmount(amount, unit, units)} ${unmoved[kind]}`;
}

function directionOf(change: string): PostingView['direction'] {
  if (BigInt(change) === 0n) return 'none';
  return BigInt(change) > 0n ? 'in' : 'out';
}
