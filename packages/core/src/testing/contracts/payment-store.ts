import { describe, expect, test } from 'vitest';
import { newPayment, type Payment, type PaymentState } from '../../payments/payment.ts';
import type { PaymentStore, ProviderEvent } from '../../payments/payment-store.ts';
import type { ProviderCall, ProviderCallStore } from '../../payments/provider-call.ts';

export interface PaymentStoreHarness {
  readonly store: PaymentStore;
  readonly calls: ProviderCallStore;
  /** Lets that much time pass, by the store's clock. */
  passTime(ms: number): Promise<void>;
}

const payment: Payment = { tenant: 'main', provider: 'stripe', id: 'pi_1', wallet: 'user:USD:alice' };
const event = (id: string, more: Partial<ProviderEvent> = {}): ProviderEvent => ({
  provider: 'stripe', id, type: 'payment_intent.succeeded', source: 'webhook', subject: 'pi_1', facts: [{ kind: 'paid', amountMinor: 500n }], atMs: 1_760_000_000_000, ...more,
});
const ids = (events: readonly ProviderEvent[] | undefined) => events?.map(({ id }) => id);
const turn = { holder: 'a', durationMs: 60_000 };
const paid: PaymentState = { paidMinor: 9_007_199_254_740_993n, outflows: {} };
const call: ProviderCall = { payment: { ...payment, provider: 'wise', id: 'u-1' }, outflow: 'u-1', amountMinor: 9_007_199_254_740_993n, order: { kind: 'payout', recipientId: 'r' } };

/** What every payment store must do. @param open an empty one with the tenants `main` and `other` */
export function paymentStoreContract(open: () => Promise<PaymentStoreHarness>): void {
  describe('a payment store', () => {
    test('keeps a report once: a repeat crosses while it waits, and is a plain repeat once it is applied [CON-6]', async () => {
      const { store } = await open();
      expect(await store.receive(event('e1', { payment }))).toBe('new');
      expect(await store.receive(event('e1', { payment }))).toBe('crossing');
      const taken = await store.takeTurn(payment, turn);
      expect(taken).toMatchObject({ payment, state: newPayment, events: [{ id: 'e1', facts: [{ kind: 'paid', amountMinor: 500n }], atMs: 1_760_000_000_000 }] });
      expect(taken !== undefined && (await store.finish(taken, paid, ['e1']))).toBe(true);
      expect(await store.receive(event('e1', { payment }))).toBe('repeat');
      expect(await store.find('stripe', 'pi_1')).toEqual({ payment, state: paid });
    });

    test('of many who deliver the same report at once, one is the first', async () => {
      const { store } = await open();
      const receptions = await Promise.all(Array.from({ length: 8 }, () => store.receive(event('e1', { payment }))));
      expect(receptions.filter((each) => each === 'new')).toHaveLength(1);
    });

    test('a report of a payment that nobody knows waits until somebody does', async () => {
      const { store } = await open();
      await store.receive(event('early'));
      expect(await store.due(9)).toEqual([]);
      expect(await store.open(payment, 'pi_1')).toBe('opened');
      expect(await store.due(9)).toEqual([payment]);
    });

    test('finds a payment by what its provider calls it, and joins the reports under both names', async () => {
      const { store } = await open();
      const payout = { ...payment, provider: 'wise', id: 'uuid' } as const;
      await store.receive(event('named', { provider: 'wise', subject: '55' }));
      await store.receive(event('ours', { provider: 'wise', subject: 'uuid' }));
      await store.open(payout, '55');
      expect((await store.find('wise', '55'))?.payment).toEqual(payout);
      expect(ids((await store.takeTurn(payout, turn))?.events)?.toSorted()).toEqual(['named', 'ours']);
      expect(await store.find('stripe', '55')).toBeUndefined();
    });

    test('tells a payment that a webhook reported first from one that was answered before', async () => {
      const { store } = await open();
      await store.receive(event('e1', { payment }));
      expect(await store.open(payment, 'pi_1')).toBe('reported-first');
      expect(await store.open(payment, 'pi_1')).toBe('known');
    });

    test('one turn a payer at a time, for all payments of the payer; another payer, or tenant, has its own [CON-6]', async () => {
      const { store } = await open();
      const others = await Promise.all(Array.from({ length: 8 }, (_, n) => store.takeTurn({ ...payment, id: `pi_${n}` }, { ...turn, holder: String(n) })));
      expect(others.filter((each) => each !== undefined)).toHaveLength(1);
      expect(await store.takeTurn({ ...payment, wallet: 'user:USD:bob' }, turn)).toBeDefined();
      expect(await store.takeTurn({ ...payment, tenant: 'other' }, turn)).toBeDefined();
    });

    test('a turn whose time is over goes to the next, and what its first holder finishes then is not written', async () => {
      const { store, passTime } = await open();
      await store.receive(event('e1', { payment }));
      const late = await store.takeTurn(payment, { holder: 'late', durationMs: 20 });
      await passTime(30);
      const next = await store.takeTurn(payment, turn);
      expect(ids(next?.events)).toEqual(['e1']);
      expect(late !== undefined && (await store.finish(late, paid, ['e1']))).toBe(false);
      expect((await store.find('stripe', 'pi_1'))?.state).toEqual(newPayment);
      expect(next !== undefined && (await store.finish(next, paid, ['e1']))).toBe(true);
      expect(await store.due(9)).toEqual([]);
    });

    test('a turn given back without anything applied leaves everything as it was', async () => {
      const { store } = await open();
      await store.receive(event('e1', { payment }));
      const taken = await store.takeTurn(payment, turn);
      expect(taken !== undefined && (await store.finish(taken, taken.state, []))).toBe(true);
      expect(ids((await store.takeTurn(payment, turn))?.events)).toEqual(['e1']);
    });

    test('keeps what moves no money without ever calling it due, and gives up what nobody knew for long', async () => {
      const { store, passTime } = await open();
      await store.receive(event('none', { facts: [], payment }));
      await store.receive(event('foreign', { subject: 'pi_of_a_shop' }));
      expect(await store.due(9)).toEqual([]);
      await passTime(50);
      expect(await store.giveUp(0, 9)).toBe(0);
      expect(await store.giveUp(8_640_000_000_000, 9)).toBe(1);
      expect(await store.receive(event('foreign', { subject: 'pi_of_a_shop' }))).toBe('repeat');
    });

    test('refuses a payment of a tenant that does not exist', async () => {
      const { store } = await open();
      await expect(store.open({ ...payment, tenant: 'nobody' }, 'pi_1')).rejects.toMatchObject({ problem: 'not-found' });
      await expect(store.receive(event('e1', { payment: { ...payment, tenant: 'nobody' } }))).rejects.toMatchObject({ problem: 'not-found' });
    });
  });

  describe('a store of calls to providers', () => {
    test('plans a call once, with its amount to the last digit, and answers the one it has', async () => {
      const { calls } = await open();
      expect(await calls.plan(call)).toEqual({ ...call, attempts: 0, outcome: undefined });
      expect(await calls.plan({ ...call, amountMinor: 1n })).toMatchObject({ amountMinor: call.amountMinor });
    });

    test('a call that was begun is due again after its pause, and never once it has an outcome; the first outcome stands', async () => {
      const { calls, passTime } = await open();
      await calls.plan(call);
      expect(await calls.due(9)).toEqual([]);
      expect(await calls.begin(call, { claimMs: 20, againInMs: 20 })).toBe(1);
      await calls.release(call);
      expect(await calls.begin(call, { claimMs: 20, againInMs: 20 })).toBe(2);
      await passTime(30);
      expect(await calls.due(9)).toMatchObject([{ outflow: 'u-1', attempts: 2 }]);
      const outcome = { kind: 'accepted', providerId: '55', status: 'processing' } as const;
      await calls.end(call, { outcome });
      await calls.end(call, { outcome: { kind: 'refused', code: 'provider-refused', detail: 'no' } });
      expect(await calls.due(9)).toEqual([]);
      expect((await calls.plan(call)).outcome).toEqual(outcome);
    });

    test('of many who begin a call at once one may; another may when that one released it, or its claim is over [CON-6]', async () => {
      const { calls, passTime } = await open();
      const times = { claimMs: 20, againInMs: 60_000 };
      await calls.plan(call);
      const claims = await Promise.all(Array.from({ length: 8 }, () => calls.begin(call, { ...times, claimMs: 60_000 })));
      expect(claims.filter((each) => each !== undefined)).toEqual([1]);
      await calls.release(call);
      expect(await calls.begin(call, times)).toBe(2);
      expect(await calls.begin(call, times)).toBeUndefined();
      await passTime(30);
      expect(await calls.begin(call, times)).toBe(3);
    });

    test('the end of a call names its payment and keeps its report, together with the outcome', async () => {
      const { calls, store } = await open();
      await calls.plan(call);
      await store.receive(event('early', { provider: 'wise', subject: '55' }));
      await calls.end(call, { outcome: { kind: 'accepted', providerId: '55', status: 'processing' }, subject: '55', event: event('answer', { provider: 'wise', subject: 'u-1' }) });
      expect(ids((await store.takeTurn(call.payment, turn))?.events)?.toSorted()).toEqual(['answer', 'early']);
    });
  });
}
