import { randomUUID } from 'node:crypto';
import { createPayments, createRecorder, openedAccounts, paymentMeasures, type Payments } from '@sora/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256, systemClock, systemTimers } from '../../compose/system.ts';
import { readSettings } from '../../settings.ts';
import { type Providers, settingsOf, type SignedWebhook, startProviders } from '../../testing/providers/providers.ts';
import { dashboardRefund, paidIntent, stripeWebhookOf } from '../../testing/providers/stripe-stand-in.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { stripeProvider } from '../providers/stripe.ts';
import { wiseProvider } from '../providers/wise.ts';
import { postgresConflictLog } from './conflict-log.ts';
import { openTestLedger, wallet, wrongInBooks } from './ledger/testing/test-ledger.ts';
import { postgresPaymentStore } from './payment-store.ts';
import { postgresProviderCallStore } from './provider-call-store.ts';

let database: TestDatabase;
let providers: Providers;
beforeAll(async () => {
  database = await createTestDatabase();
  providers = await startProviders();
});
afterAll(async () => {
  await Promise.all([providers.stripe.close(), providers.wise.close()]);
  await database.close();
});

/** One server: a ledger of its own, on the database that all share. */
function openServer() {
  const ledger = openTestLedger(database);
  const settings = readSettings(settingsOf(providers));
  const errors: unknown[] = [];
  const payments = createPayments({
    books: { store: postgresPaymentStore(database.pool), ledger: ledger.store, accounts: openedAccounts(ledger.store), conflicts: postgresConflictLog(database.pool), newId: randomUUID },
    calls: postgresProviderCallStore(database.pool), clock: systemClock, timers: systemTimers, sha256,
    stripe: stripeProvider(settings, sha256), wise: wiseProvider(settings),
    measures: paymentMeasures(createRecorder({ clock: systemClock }), systemClock, { tenant: 'main', region: 'here' }),
    onError: (error) => { errors.push(error); },
  });
  return { payments, ledger, errors, [Symbol.asyncDispose]: async () => { await payments.idle(); await ledger[Symbol.asyncDispose](); } };
}

const deliver = (payments: Payments, { payload, headers }: SignedWebhook) => payments.receive('stripe', { body: Buffer.from(payload), headers });
const intentOf = (id: string, user: string) => ({ id, amount: 1_000, currency: 'usd', metadata: { tenant: 'main', user } });

test('two servers that get the same reports at once, out of order and again, move the money once [CON-6]', async () => {
  await using one = openServer();
  await using two = openServer();
  const users = Array.from({ length: 8 }, (_, n) => `user-${n}`);
  await Promise.all(users.flatMap((user, n) => {
    const id = `pi_${n}`;
    const webhooks = [
      stripeWebhookOf('refund.created', dashboardRefund(`re_${n}`, id, 300)),
      stripeWebhookOf('payment_intent.succeeded', paidIntent(intentOf(id, user))),
      stripeWebhookOf('refund.updated', dashboardRefund(`re_${n}`, id, 300)),
    ];
    return [one, two, one].flatMap(({ payments }) => webhooks.map((webhook) => deliver(payments, webhook)));
  }));
  await Promise.all([one.payments.idle(), two.payments.idle()]);
  await one.payments.catchUp();
  for (const user of users) expect([user, (await one.ledger.store.account('main', wallet(user)))?.balanceMinor]).toEqual([user, 700n]);
  expect(await one.ledger.store.account('main', 'clearing:USD:stripe')).toMatchObject({ balanceMinor: -5_600n });
  expect(await wrongInBooks(database.pool)).toEqual([]);
  expect((await database.pool.query('select distinct state from provider_event')).rows).toEqual([{ state: 'applied' }]);
  expect([one.errors, two.errors]).toEqual([[], []]);
  const races = await postgresConflictLog(database.pool).read({ tenant: 'main', limit: 99, types: ['PAYMENT_RACE'] });
  expect(races.length).toBeGreaterThan(0);
});

test('a report that was kept by a server which died is applied by the sweep of another', async () => {
  const store = postgresPaymentStore(database.pool);
  const payment = { tenant: 'main', provider: 'stripe', id: 'pi_orphan', wallet: wallet('orphan') } as const;
  await store.receive({ provider: 'stripe', id: 'evt_orphan', type: 'payment_intent.succeeded', source: 'webhook', subject: payment.id, payment, facts: [{ kind: 'paid', amountMinor: 42n }], atMs: 0 });
  await using server = openServer();
  expect(await server.payments.catchUp()).toEqual({ applied: 1, resumed: 0 });
  expect(await server.ledger.store.account('main', wallet('orphan'))).toMatchObject({ balanceMinor: 42n });
  expect(await server.payments.catchUp()).toEqual({ applied: 0, resumed: 0 });
});

test('one payout asked for on two servers at once reserves and pays once', async () => {
  await using one = openServer();
  await using two = openServer();
  await deliver(one.payments, stripeWebhookOf('payment_intent.succeeded', paidIntent(intentOf('pi_payer', 'payer'))));
  await one.payments.idle();
  const order = { tenant: 'main', userId: 'payer', unit: 'USD', amountMinor: 250n, recipientId: '148', idempotencyKey: 'same' };
  const answers = await Promise.all([one, two, one, two].map(({ payments }) => payments.payOut(order).then(({ providerId }) => providerId)));
  expect(new Set(answers).size).toBe(1);
  expect(providers.wise.transfers).toHaveLength(1);
  expect(await one.ledger.store.account('main', wallet('payer'))).toMatchObject({ balanceMinor: 1_000n, heldMinor: 250n });
});
