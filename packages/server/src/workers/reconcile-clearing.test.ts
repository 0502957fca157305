import { createRecorder } from '@sora/core';
import { fakeClock, memoryConflictLog, memoryEventLog, memoryLeaseStore, memoryLedgerStore } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { sha256, testPayments } from '../http/testing/test-payments.ts';
import { readSettings } from '../settings.ts';
import { settingsOf, startProviders } from '../testing/providers/providers.ts';
import { dashboardRefund, dispute } from '../testing/providers/stripe-stand-in.ts';
import { wiseWebhookOf } from '../testing/providers/wise-stand-in.ts';
import { type ClearingReport, reconcileClearingTask } from './reconcile-clearing.ts';

const hourMs = 3_600_000;
const tenants = new Set(['main', 'other']);

async function workshop() {
  const providers = await startProviders();
  const clock = fakeClock();
  const conflicts = memoryConflictLog(clock, tenants, memoryEventLog(clock, tenants));
  const ledger = memoryLedgerStore({ clock, tenants, sha256, conflicts });
  const parts = testPayments({ clock, settings: readSettings(settingsOf(providers)), recorder: createRecorder({ clock }), ledger, conflicts, tenants });
  const reports: ClearingReport[] = [];
  const task = reconcileClearingTask({ ...parts, tenants: async () => [...tenants], clock, record: async (report) => { reports.push(report); } });
  const lease = await memoryLeaseStore(clock).acquire({ name: 'task:any', holder: 'a', durationMs: 60_000 });
  if (lease === undefined) throw new Error('The lease was not given.');
  return {
    ...providers, ...parts, clock, ledger, reports,
    run: () => task.run({ signal: new AbortController().signal, lease }),
    balance: async (id: string) => (await ledger.account('main', id))?.balanceMinor,
    found: async () => (await conflicts.read({ tenant: 'main', limit: 9, types: ['BALANCE_INCONSISTENCY'] })).map(({ subject, resolution }) => [subject, resolution]),
    [Symbol.asyncDispose]: async () => { await parts.payments.idle(); await providers.stripe.close(); await providers.wise.close(); },
  };
}

const charge = (intent: string, amount: number) => ({ id: `txn_${intent}`, object: 'balance_transaction', amount, created: 1, type: 'charge', source: { id: `ch_${intent}`, object: 'charge', amount, currency: 'usd', payment_intent: intent, metadata: { tenant: 'main', user: 'ann' } } });
const moved = (id: string, amount: number, source: object) => ({ id: `txn_${id}`, object: 'balance_transaction', amount, created: 1, type: 'adjustment', source });

test('what only the statement knows is booked as if its webhook came now, and found matching the next time', async () => {
  await using shop = await workshop();
  shop.stripe.balance.push(
    charge('pi_1', 1000), moved('r', -300, dashboardRefund('re_1', 'pi_1', 300)), moved('d', -100, dispute('du_1', 'pi_1', 100)), moved('w', 100, dispute('du_1', 'pi_1', 100)),
    { id: 'txn_fee', object: 'balance_transaction', amount: -5, created: 1, type: 'stripe_fee', source: null },
  );
  await shop.run();
  expect(await shop.balance('user:USD:ann')).toBe(700n);
  expect(shop.reports).toMatchObject([{ tenant: 'main', provider: 'stripe', matched: 0, repaired: 4, differing: 0, unknown: 0 }]);
  shop.clock.advance(2 * hourMs);
  await shop.run();
  expect(shop.reports[1]).toMatchObject({ matched: 4, repaired: 0, differing: 0, unknown: 0 });
  expect([await shop.balance('user:USD:ann'), await shop.found()]).toEqual([700n, []]);
});

test('another amount, and money that the provider does not know, are said and left as they are [CON-5]', async () => {
  await using shop = await workshop();
  shop.stripe.balance.push(charge('pi_1', 1000), charge('pi_2', 50));
  await shop.run();
  shop.stripe.balance.splice(0, 2, charge('pi_1', 900));
  shop.clock.advance(2 * hourMs);
  await shop.run();
  expect(shop.reports[1]).toMatchObject({ matched: 0, repaired: 0, differing: 1, unknown: 1 });
  expect(await shop.found()).toEqual([
    ['clearing:USD:stripe', 'Nothing was changed: stripe knows nothing of this money.'],
    ['clearing:USD:stripe', 'Nothing was changed: stripe states another amount than was booked.'],
  ]);
  expect(await shop.balance('user:USD:ann')).toBe(1050n);
});

test('a payout whose webhook was lost is posted from the statement of Wise; one that was never sent matches without a booking', async () => {
  await using shop = await workshop();
  shop.stripe.balance.push(charge('pi_1', 1000));
  await shop.run();
  const payOut = (key: string) => shop.payments.payOut({ tenant: 'main', userId: 'ann', unit: 'USD', amountMinor: 250n, recipientId: '148', idempotencyKey: key });
  await payOut('sent');
  await payOut('cancelled');
  const cancelled = wiseWebhookOf(50_001, 'cancelled');
  await shop.payments.receive('wise', { body: Buffer.from(cancelled.payload), headers: cancelled.headers });
  await shop.payments.idle();
  const line = (id: number, type: string, value: number) => ({ type, date: '2026-01-01T00:00:00Z', amount: { value, currency: 'USD' }, referenceNumber: `TRANSFER-${id}` });
  shop.wise.statement.push(line(50_000, 'DEBIT', -2.5), line(50_001, 'DEBIT', -2.5), line(50_001, 'CREDIT', 2.5));
  await shop.run();
  expect(shop.reports.at(-1)).toMatchObject({ provider: 'wise', differing: 0, unknown: 0 });
  expect(await shop.ledger.account('main', 'user:USD:ann')).toMatchObject({ balanceMinor: 750n, heldMinor: 0n });
  expect(await shop.balance('clearing:USD:wise')).toBe(250n);
  expect(await shop.found()).toEqual([]);
});
