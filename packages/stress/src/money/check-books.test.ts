import { expect, test } from 'vitest';
import type { Books, BookedPayment } from '../probes/books.ts';
import { compareWithBooks } from './check-books.ts';
import { createPaymentHistory, type PaymentAnswer } from './payment-history.ts';

const clean = { lost: 0, altered: 0, doubled: 0, refusedButBooked: 0, unanswered: 0, invented: 0 };

function historyOf(...answers: readonly PaymentAnswer[]) {
  const history = createPaymentHistory();
  const record = history.begin({ payer: 'a', payee: 'b', key: 'payer-1', amountMinor: 5n });
  record.attempts = 1;
  record.answers.push(...answers);
  return history;
}

function booksOf(...payments: readonly BookedPayment[]): Books {
  return { payments: new Map(payments.map((payment) => [`${payment.payer} ${payment.key}`, payment])), refusals: new Map(), sums: [], inconsistentAccounts: 0, brokenFloors: 0, postingGaps: 0, deadlocks: 0 };
}

const booked: BookedPayment = { payer: 'a', payee: 'b', key: 'payer-1', amountMinor: 5n, posting: 3 };
const acknowledged: PaymentAnswer = { kind: 'booked', posting: 3, replayed: false };
const compare = (history: ReturnType<typeof historyOf>, books: Books) => compareWithBooks(history, books, (user) => user);

test('what payers were told and what is booked agree', () => {
  expect(compare(historyOf(acknowledged, { ...acknowledged, replayed: true }), booksOf(booked))).toEqual(clean);
});

test('a payment that was acknowledged and is not there is lost', () => {
  expect(compare(historyOf(acknowledged), booksOf())).toEqual({ ...clean, lost: 1 });
});

test('another amount, payee or posting than was acknowledged is an alteration', () => {
  for (const other of [{ amountMinor: 6n }, { payee: 'c' }, { posting: 4 }]) expect(compare(historyOf(acknowledged), booksOf({ ...booked, ...other }))).toEqual({ ...clean, altered: 1 });
});

test('two different answers to one key are a double booking', () => {
  expect(compare(historyOf(acknowledged, { ...acknowledged, posting: 4 }), booksOf(booked))).toEqual({ ...clean, doubled: 1 });
});

test('a refused payment that was booked, one without an answer, and one that nobody asked for are found', () => {
  expect(compare(historyOf({ kind: 'refused', code: 'insufficient-funds' }), booksOf(booked))).toEqual({ ...clean, refusedButBooked: 1 });
  expect(compare(historyOf(), booksOf(booked))).toEqual({ ...clean, unanswered: 1 });
  expect(compare(historyOf(acknowledged), booksOf(booked, { ...booked, key: 'payer-2' }))).toEqual({ ...clean, invented: 1 });
});
