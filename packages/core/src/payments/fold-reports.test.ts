import { expect, test } from 'vitest';
import { foldReports } from './fold-reports.ts';
import { newPayment, type Payment, type PaymentFact } from './payment.ts';
import type { ProviderEvent } from './payment-store.ts';

const payment: Payment = { tenant: 'main', provider: 'stripe', id: 'pi_1', wallet: 'user:USD:alice' };
const refund = { outflow: 're_1', amountMinor: 5n, held: true } as const;
const report = (fact: PaymentFact, source: ProviderEvent['source'] = 'webhook'): ProviderEvent => ({ provider: 'stripe', id: fact.kind, type: fact.kind, source, subject: 'pi_1', facts: [fact], atMs: 0 });
const left = report({ kind: 'left', ...refund });
const returned = report({ kind: 'returned', ...refund });

test('what waits together is booked in the order in which it happened, however it was received; only the race shows the difference', () => {
  const [inOrder, reversed] = [foldReports(payment, newPayment, [left, returned]), foldReports(payment, newPayment, [returned, left])];
  expect(reversed.bookings).toEqual(inOrder.bookings);
  expect(inOrder.bookings.map(({ operations: [{ key }] }) => key)).toEqual(['sora:stripe:pi_1:post:re_1', 'sora:stripe:pi_1:back:re_1']);
  expect([inOrder.races, reversed.races]).toEqual([[], [{ event: left, how: 'return-before-outflow' }]]);
});

test('an answer that says what a webhook had said books nothing and is a race; a webhook that says what the answer had said is none', () => {
  const answer = report({ kind: 'left', ...refund }, 'answer');
  const { state } = foldReports(payment, newPayment, [left]);
  expect(foldReports(payment, state, [answer])).toEqual({ state, bookings: [], races: [{ event: answer, how: 'report-before-answer' }] });
  expect(foldReports(payment, state, [left])).toEqual({ state, bookings: [], races: [] });
});
