import type { Checks } from '../checks.ts';
import { type Books, paymentName } from '../probes/books.ts';
import type { PaymentHistory, PaymentRecord } from './payment-history.ts';

/** How the history that payers wrote down differs from what the database keeps. */
export interface Differences {
  /** Acknowledged as booked, and not there. */
  readonly lost: number;
  /** There with another payee, amount or posting than was asked for or acknowledged. */
  readonly altered: number;
  /** Acknowledged twice with different postings: money moved twice, or an answer was made up. */
  readonly doubled: number;
  /** Acknowledged as refused, and booked all the same. */
  readonly refusedButBooked: number;
  /** Never answered. */
  readonly unanswered: number;
  /** Booked, and nobody asked for it. */
  readonly invented: number;
}

export function compareWithBooks(history: PaymentHistory, books: Books, accountOf: (userId: string) => string): Differences {
  const named = (record: PaymentRecord) => paymentName({ payer: accountOf(record.payer), key: record.key });
  const count = (isOne: (record: PaymentRecord) => boolean) => history.records.filter(isOne).length;
  const asked = new Set(history.records.map(named));
  const isBooked = ({ answers }: PaymentRecord) => answers[0]?.kind === 'booked';
  return {
    lost: count((record) => isBooked(record) && !books.payments.has(named(record))),
    altered: count((record) => isAltered(record, books, accountOf)),
    doubled: count(({ answers }) => new Set(answers.map((answer) => (answer.kind === 'booked' ? answer.posting : answer.code))).size > 1),
    refusedButBooked: count((record) => record.answers[0]?.kind === 'refused' && books.payments.has(named(record))),
    unanswered: count(({ answers, attempts }) => attempts > 0 && answers.length === 0),
    invented: [...books.payments.values()].filter((booked) => booked.key.startsWith('payer-') && !asked.has(paymentName(booked))).length,
  };
}

function isAltered(record: PaymentRecord, { payments }: Books, accountOf: (userId: string) => string): boolean {
  const booked = payments.get(paymentName({ payer: accountOf(record.payer), key: record.key }));
  const [answer] = record.answers;
  if (booked === undefined) return false;
  return booked.amountMinor !== record.amountMinor || booked.payee !== accountOf(record.payee) || (answer?.kind === 'booked' && answer.posting !== booked.posting);
}

export function checkBooks(checks: Checks, about: string, { history, books, accountOf }: { readonly history: PaymentHistory; readonly books: Books; readonly accountOf: (userId: string) => string }): void {
  checks.equal(`${about}: nothing acknowledged is lost, altered, doubled or invented, and everything was answered`, compareWithBooks(history, books, accountOf), { lost: 0, altered: 0, doubled: 0, refusedButBooked: 0, unanswered: 0, invented: 0 });
  checkSums(checks, about, books);
}

/** What must hold whatever was paid. */
export function checkSums(checks: Checks, about: string, books: Books): void {
  checks.equal(`${about}: the balances of each unit add up to zero`, books.sums.filter(({ sum }) => sum !== '0'), []);
  checks.equal(`${about}: every account is the sum of its postings, above its floor, without a gap`, [books.inconsistentAccounts, books.brokenFloors, books.postingGaps], [0, 0, 0]);
  checks.equal(`${about}: no deadlock`, books.deadlocks, 0);
}
