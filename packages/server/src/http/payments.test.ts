import { describe, expect, test } from 'vitest';
import { dashboardRefund, dispute, paidIntent, stripeWebhookOf } from '../testing/providers/stripe-stand-in.ts';
import { wiseWebhookOf } from '../testing/providers/wise-stand-in.ts';
import { createPaymentApp } from './testing/payment-app.ts';
import { createTestApp } from './testing/test-app.ts';

type PaymentApp = Awaited<ReturnType<typeof createPaymentApp>>;

/** Tops the wallet up, as Stripe reports it. */
async function funded(server: PaymentApp, amount = '1000') {
  const { body: { paymentId = '' } } = await server.topUp(amount, `top-up-${amount}`);
  const intent = server.stripe.intents.find(({ id }) => id === paymentId);
  if (intent === undefined) throw new Error('Stripe made no payment.');
  await server.deliver('stripe', stripeWebhookOf('payment_intent.succeeded', paidIntent(intent)));
  return intent;
}

describe('a top-up through Stripe', () => {
  test('is in the wallet when Stripe reports it as paid, once, however often it says so', async () => {
    await using server = await createPaymentApp();
    const asked = await server.topUp('1000', 'k1');
    expect(asked).toMatchObject({ http: 200, body: { paymentId: expect.stringMatching(/^pi_/), clientSecret: expect.stringContaining('_secret_') } });
    expect(await server.topUp('1000', 'k1')).toEqual(asked);
    expect(server.stripe.intents).toMatchObject([{ amount: 1000, currency: 'usd', metadata: { tenant: 'main', user: 'ann', unit: 'USD' } }]);
    expect(await server.wallet()).toEqual([]);
    const webhook = stripeWebhookOf('payment_intent.succeeded', paidIntent(server.stripe.intents[0] ?? (undefined as never)), { id: 'evt_1' });
    expect(await server.deliver('stripe', webhook)).toEqual({ http: 200, body: { received: true } });
    expect((await server.deliver('stripe', webhook)).http).toBe(200);
    expect(await server.wallet()).toEqual([1000n, 0n]);
    expect(await server.ledger.account('main', 'clearing:USD:stripe')).toMatchObject({ balanceMinor: -1000n });
    expect(await server.races()).toEqual([]);
  });

  test('reported before the answer to the call that made it is booked once, and the race is recorded [CON-6]', async () => {
    await using server = await createPaymentApp();
    server.stripe.beforeAnswer(async () => {
      for (const intent of server.stripe.intents) await server.deliver('stripe', stripeWebhookOf('payment_intent.succeeded', paidIntent(intent)));
    });
    expect((await server.topUp('1000', 'k1')).http).toBe(200);
    expect(await server.wallet()).toEqual([1000n, 0n]);
    expect(await server.races()).toEqual(['report-before-answer']);
  });

  test('a key that comes back with another amount is refused', async () => {
    await using server = await createPaymentApp();
    await server.topUp('1000', 'k1');
    expect(await server.topUp('999', 'k1')).toMatchObject({ http: 422, body: { code: 'key-reused' } });
  });

  test('whose answers are lost is not known, and the same key finds it again', async () => {
    await using server = await createPaymentApp();
    server.stripe.loseAnswers(2);
    expect(await server.topUp('1000', 'k1')).toMatchObject({ http: 503, body: { code: 'provider-unavailable', retryable: true } });
    expect((await server.topUp('1000', 'k1')).http).toBe(200);
    expect(server.stripe.intents).toHaveLength(1);
  });
});

describe('a webhook', () => {
  test('with another signature, an old one, none, or another body is refused, and nothing is written', async () => {
    await using server = await createPaymentApp();
    const intent = paidIntent({ id: 'pi_1', amount: 500, currency: 'usd', metadata: { tenant: 'main', user: 'ann' } });
    const good = stripeWebhookOf('payment_intent.succeeded', intent);
    const refused = [
      stripeWebhookOf('payment_intent.succeeded', intent, { secret: 'whsec_of_somebody_else' }),
      stripeWebhookOf('payment_intent.succeeded', intent, { ageSeconds: 400 }),
      { ...good, headers: { 'content-type': 'application/json' } },
      { ...good, payload: good.payload.replace('500', '501') },
    ];
    for (const webhook of refused) expect(await server.deliver('stripe', webhook)).toMatchObject({ http: 400, body: { code: 'signature-refused' } });
    const wise = wiseWebhookOf(1, 'outgoing_payment_sent');
    for (const webhook of [{ ...wise, payload: wise.payload.replace('"id":1', '"id":2') }, { ...wise, headers: {} }]) {
      expect(await server.deliver('wise', webhook)).toMatchObject({ http: 400, body: { code: 'signature-refused' } });
    }
    expect(await server.payments.catchUp()).toEqual({ applied: 0, resumed: 0 });
    expect(await server.wallet()).toEqual([]);
    expect((await server.deliver('stripe', good)).http).toBe(200);
    expect(await server.wallet()).toEqual([500n, 0n]);
  });

  test('is not taken where its provider is not set up', async () => {
    const server = await createTestApp();
    for (const provider of ['stripe', 'wise']) {
      const answer = await server.app.inject({ method: 'POST', url: `/v1/webhooks/${provider}`, payload: {}, headers: { 'stripe-signature': 'x', 'x-signature-sha256': 'x' } });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([501, 'not-set-up']);
    }
    await server.app.close();
  });

  test('of a kind that moves no money, or with the note of an unknown tenant, is kept and ignored', async () => {
    await using server = await createPaymentApp();
    const foreign = paidIntent({ id: 'pi_1', amount: 500, currency: 'usd', metadata: { tenant: 'nobody', user: 'ann' } });
    for (const webhook of [stripeWebhookOf('customer.created', { id: 'cus_1', object: 'customer' }), stripeWebhookOf('payment_intent.succeeded', foreign)]) {
      expect((await server.deliver('stripe', webhook)).http).toBe(200);
    }
    expect(await server.wallet()).toEqual([]);
  });
});

describe('a refund', () => {
  test('is reserved first, and taken when Stripe has refunded it; the same key does it once', async () => {
    await using server = await createPaymentApp();
    const { id } = await funded(server);
    server.stripe.refundStatus('pending');
    const accepted = await server.refund(id, '400', 'r1');
    expect(accepted).toMatchObject({ http: 200, body: { providerId: expect.stringMatching(/^re_/) } });
    expect(await server.wallet()).toEqual([1000n, 400n]);
    expect(await server.refund(id, '400', 'r1')).toEqual(accepted);
    expect(await server.refund(id, '401', 'r1')).toMatchObject({ http: 422, body: { code: 'key-reused' } });
    await server.deliver('stripe', stripeWebhookOf('refund.updated', { ...server.stripe.refunds[0], status: 'succeeded' }));
    expect(await server.wallet()).toEqual([600n, 0n]);
    expect(server.stripe.refunds).toHaveLength(1);
  });

  test('that failed lets the money go again, also when it had been taken', async () => {
    await using server = await createPaymentApp();
    const { id } = await funded(server);
    server.stripe.refundStatus('pending');
    await server.refund(id, '400', 'r1');
    await server.deliver('stripe', stripeWebhookOf('refund.failed', { ...server.stripe.refunds[0], status: 'failed' }));
    expect(await server.wallet()).toEqual([1000n, 0n]);
    server.stripe.refundStatus('succeeded');
    await server.refund(id, '300', 'r2');
    expect(await server.wallet()).toEqual([700n, 0n]);
    await server.deliver('stripe', stripeWebhookOf('refund.updated', { ...server.stripe.refunds[1], status: 'failed' }));
    expect(await server.wallet()).toEqual([1000n, 0n]);
  });

  test('of more than the wallet has is refused by the ledger before Stripe hears of it; one that Stripe refuses gives the money back', async () => {
    await using server = await createPaymentApp();
    const { id } = await funded(server);
    await funded(server, '2000');
    expect(await server.refund(id, '5000', 'r1')).toMatchObject({ http: 402, body: { code: 'insufficient-funds' } });
    expect(server.stripe.asked.filter((each) => each === 'POST /v1/refunds')).toEqual([]);
    expect(await server.refund(id, '1500', 'r2')).toMatchObject({ http: 422, body: { code: 'provider-refused' } });
    expect(await server.wallet()).toEqual([3000n, 0n]);
  });

  test('whose answer is lost is found again by the sweep, not made twice, even when Stripe has forgotten its key', async () => {
    await using server = await createPaymentApp();
    const { id } = await funded(server);
    server.stripe.loseAnswers(2);
    expect(await server.refund(id, '400', 'r1')).toMatchObject({ http: 503, body: { code: 'provider-unavailable' } });
    expect(await server.wallet()).toEqual([1000n, 400n]);
    server.stripe.forgetKeys();
    server.clock.advance(121_000);
    expect(await server.payments.catchUp()).toMatchObject({ resumed: 1 });
    expect(await server.wallet()).toEqual([600n, 0n]);
    expect(server.stripe.refunds).toHaveLength(1);
  });

  test('of a payment of somebody else is not found', async () => {
    await using server = await createPaymentApp();
    const { id } = await funded(server);
    expect(await server.post(`/v1/wallets/bob/top-ups/${id}/refunds`, { amount: '1' }, 'r1')).toMatchObject({ http: 404, body: { code: 'not-found' } });
  });

  test('made in the dashboard of Stripe before its payment was reported waits for it, and the race is recorded [CON-6]', async () => {
    await using server = await createPaymentApp();
    const { body: { paymentId = '' } } = await server.topUp('1000', 'k1');
    const refund = dashboardRefund('re_dash', paymentId, 300);
    await server.deliver('stripe', stripeWebhookOf('refund.created', refund));
    expect(await server.wallet()).toEqual([]);
    const [intent] = server.stripe.intents;
    if (intent !== undefined) await server.deliver('stripe', stripeWebhookOf('payment_intent.succeeded', paidIntent(intent)));
    await server.deliver('stripe', stripeWebhookOf('refund.updated', refund));
    expect(await server.wallet()).toEqual([700n, 0n]);
    expect(await server.races()).toEqual(['outflow-before-payment']);
  });
});

describe('a dispute', () => {
  test('takes what the wallet does not have and freezes it; won, it gives the money back; an inquiry takes nothing', async () => {
    await using server = await createPaymentApp();
    const { id } = await funded(server);
    await server.deliver('stripe', stripeWebhookOf('charge.dispute.created', { ...dispute('du_0', id, 900), status: 'warning_needs_response' }));
    expect(await server.wallet()).toEqual([1000n, 0n]);
    await server.payOut('800', 'p1');
    const [transfer] = server.wise.transfers;
    await server.deliver('wise', wiseWebhookOf(transfer?.id ?? 0, 'outgoing_payment_sent'));
    await server.deliver('stripe', stripeWebhookOf('charge.dispute.created', dispute('du_1', id, 1000)));
    await server.deliver('stripe', stripeWebhookOf('charge.dispute.funds_withdrawn', dispute('du_1', id, 1000)));
    expect(await server.wallet()).toEqual([-800n, 0n, 'frozen']);
    await server.deliver('stripe', stripeWebhookOf('charge.dispute.funds_reinstated', dispute('du_1', id, 1000)));
    expect(await server.wallet()).toEqual([200n, 0n, 'frozen']);
  });

  test('that freezes the wallet does not stop a refund which is under way from being booked', async () => {
    await using server = await createPaymentApp();
    const { id } = await funded(server);
    server.stripe.refundStatus('pending');
    await server.refund(id, '400', 'r1');
    await server.deliver('stripe', stripeWebhookOf('charge.dispute.created', dispute('du_1', id, 1000)));
    expect(await server.wallet()).toEqual([0n, 400n, 'frozen']);
    await server.deliver('stripe', stripeWebhookOf('refund.updated', { ...server.stripe.refunds[0], status: 'succeeded' }));
    expect(await server.wallet()).toEqual([-400n, 0n, 'frozen']);
  });
});

describe('a payout through Wise', () => {
  test('is reserved, sent once for its key, and taken when Wise has sent it', async () => {
    await using server = await createPaymentApp();
    await funded(server);
    expect(await server.payOut('250', 'p1')).toMatchObject({ http: 200, body: { providerId: '50000' } });
    expect(await server.payOut('250', 'p1')).toMatchObject({ http: 200, body: { providerId: '50000' } });
    expect(server.wise.transfers).toMatchObject([{ sourceValue: 2.5, status: 'processing' }]);
    expect(await server.wallet()).toEqual([1000n, 250n]);
    await server.deliver('wise', wiseWebhookOf(50_000, 'outgoing_payment_sent'));
    expect(await server.wallet()).toEqual([750n, 0n]);
    await server.deliver('wise', wiseWebhookOf(50_000, 'bounced_back'));
    expect(await server.wallet()).toEqual([750n, 0n]);
    await server.deliver('wise', wiseWebhookOf(50_000, 'funds_refunded'));
    expect(await server.wallet()).toEqual([1000n, 0n]);
    expect(await server.ledger.account('main', 'clearing:USD:wise')).toMatchObject({ balanceMinor: 0n });
  });

  test.for(['cancelled', 'funds_refunded'])('that is %s before it was sent lets the money go', async (state) => {
    await using server = await createPaymentApp();
    await funded(server);
    await server.payOut('250', 'p1');
    await server.deliver('wise', wiseWebhookOf(50_000, state));
    await server.deliver('wise', wiseWebhookOf(50_000, 'outgoing_payment_sent'));
    expect(await server.wallet()).toEqual([1000n, 0n]);
  });

  test('of more than there is never reaches Wise; one that Wise cannot fund is cancelled there and let go here', async () => {
    await using server = await createPaymentApp();
    await funded(server);
    expect(await server.payOut('1001', 'p1')).toMatchObject({ http: 402, body: { code: 'insufficient-funds' } });
    expect(server.wise.asked).toEqual([]);
    server.wise.rejectFunding();
    expect(await server.payOut('250', 'p2')).toMatchObject({ http: 422, body: { code: 'provider-refused' } });
    expect(server.wise.transfers).toMatchObject([{ status: 'cancelled' }]);
    expect(await server.wallet()).toEqual([1000n, 0n]);
  });

  test.for([1, 2, 3])('whose answer number %i is lost is found again by its transaction id, and paid once [CON-6]', async (lost) => {
    await using server = await createPaymentApp();
    await funded(server);
    let step = 0;
    server.wise.beforeAnswer(async () => { if ((step += 1) === lost) server.wise.loseAnswers(1); });
    expect(await server.payOut('250', 'p1')).toMatchObject({ http: 503, body: { code: 'provider-unavailable' } });
    await server.deliver('wise', wiseWebhookOf(50_000, 'outgoing_payment_sent'));
    expect(await server.wallet()).toEqual([1000n, 250n]);
    server.clock.advance(121_000);
    expect(await server.payments.catchUp()).toMatchObject({ resumed: 1 });
    expect(await server.wallet()).toEqual([750n, 0n]);
    expect(server.wise.transfers).toMatchObject([{ status: 'processing' }]);
    expect(await server.races()).toEqual(['report-before-answer']);
  });

  // Answer 1 is the quote's, 2 the transfer's, 3 the funding's.
  test.for([
    [1, 'was not made: the money is let go', [1000n, 0n], []],
    [2, 'was made before: it is found, and paid', [1000n, 250n], [{ status: 'processing' }]],
    [3, 'was paid before: it is found, and stays paid', [1000n, 250n], [{ status: 'processing' }]],
  ] as const)('whose answer number %i is lost, and whose recipient is closed when it is tried again, %s [CON-6]', async ([lost, , wallet, transfers]) => {
    await using server = await createPaymentApp();
    await funded(server);
    let step = 0;
    server.wise.beforeAnswer(async () => { if ((step += 1) === lost) server.wise.loseAnswers(1); });
    expect(await server.payOut('250', 'p1')).toMatchObject({ http: 503, body: { code: 'provider-unavailable' } });
    server.wise.closeRecipient();
    server.clock.advance(121_000);
    expect(await server.payments.catchUp()).toMatchObject({ resumed: 1 });
    expect(await server.wallet()).toEqual(wallet);
    expect(server.wise.transfers).toMatchObject(transfers);
    const again = await server.payOut('250', 'p1');
    expect(again.http).toBe(transfers.length === 0 ? 422 : 200);
  });
});

test('no secret of a provider is in a log line, an answer or a stored conflict', async () => {
  const lines: string[] = [];
  await using server = await createPaymentApp({ logTo: { write: (line: string) => { lines.push(line); } } });
  const intent = await funded(server);
  await server.refund(intent.id, '100', 'r1');
  server.stripe.loseAnswers(2);
  await server.topUp('7', 'lost');
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.join('\n')).not.toMatch(/sk_fixture|whsec_fixture|wise-token|_secret_x/);
});
