import { expect, test } from 'vitest';
import { paymentOf, refundOf } from '../../messages/message-payment.ts';
import type { PaidSend, Send } from '../../messages/send.ts';
import { deletion, edit, expectWholeLog, message, type OpenChatStore, refused, withChat, written } from './chat-store-harness.ts';

/** The chat of `withChat`, where alice has 100, a message costs 30 that go to olga, and 5 of them on to the house. */
async function withPrices(open: OpenChatStore) {
  const harness = await withChat(open);
  const { ledger, store, sha256 } = harness;
  await ledger.open('main', { kind: 'clearing', unit: 'USD', owner: 'stripe' });
  await ledger.open('main', { kind: 'house', unit: 'USD', owner: 'fees' });
  for (const owner of ['alice', 'bob', 'olga']) await ledger.open('main', { kind: 'user', unit: 'USD', owner });
  const topUp = (amountMinor: bigint, key = 'top-up') => ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key, payer: 'clearing:USD:stripe', payee: 'user:USD:alice', amountMinor }] });
  await topUp(100n);
  const paid = (send: Send & { readonly kind: 'message' } = message()): PaidSend => ({
    send, group: paymentOf({ send, price: { unit: 'USD', amountMinor: 30n, feeMinor: 5n, payee: { kind: 'user', owner: 'olga' }, feeAccount: 'fees' } }, sha256),
  });
  const balances = async () => {
    const accounts = await Promise.all(['user:USD:alice', 'user:USD:olga', 'house:USD:fees'].map((id) => ledger.account('main', id)));
    return accounts.map((account) => Number(account?.balanceMinor));
  };
  return { ...harness, paid, topUp, balances, sendPaid: (send?: Send & { readonly kind: 'message' }) => store.sendPaid(paid(send)) };
}

export function paidTests(open: OpenChatStore): void {
  test('a paid message and its payment, fee included, happen together, and the entry names the transfer [CON-7]', async () => {
    const { sendPaid, balances, log, ledger, sha256 } = await withPrices(open);
    const entry = written(await sendPaid());
    expect(await balances()).toEqual([70, 25, 5]);
    expect(await log()).toEqual([entry]);
    expectWholeLog(await log(), sha256);
    expect(await ledger.transfer('main', 'user:USD:alice', entry.paymentKey ?? '')).toMatchObject({ amountMinor: 30n, payee: 'user:USD:olga' });
  });

  test('a refused payment writes nothing, and its repeat gets the same answer [CON-7]', async () => {
    const { sendPaid, balances, log, topUp, store } = await withPrices(open);
    for (const installSeq of [1, 2, 3]) written(await sendPaid(message({ installSeq })));
    expect(await sendPaid(message({ installSeq: 4 }))).toMatchObject({ kind: 'payment-refused', code: 'insufficient-funds', replayed: false });
    await topUp(1000n, 'later');
    expect(await sendPaid(message({ installSeq: 4 }))).toMatchObject({ kind: 'payment-refused', code: 'insufficient-funds', replayed: true });
    expect(await balances()).toEqual([1010, 75, 15]);
    expect(await log()).toHaveLength(3);
    expect(await store.chat('main', 'c')).toMatchObject({ lastSeq: 3, messages: 3 });
  });

  test('a repeat of a paid message moves no money again, and gets its receipt for ever [CON-7]', async () => {
    const { sendPaid, balances, store } = await withPrices(open);
    const entry = written(await sendPaid());
    expect(await sendPaid()).toEqual({ kind: 'replayed', entry });
    await store.remove('main', 'c', 'alice');
    expect(await sendPaid(message({ salt: 'f'.repeat(32) }))).toEqual({ kind: 'replayed', entry });
    expect(await balances()).toEqual([70, 25, 5]);
  });

  test('a hundred concurrent sends of one paid message pay and write once [CON-7]', async () => {
    const { sendPaid, balances, log } = await withPrices(open);
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => sendPaid()));
    const [entry] = await log();
    expect(await log()).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ entry });
    expect(await balances()).toEqual([70, 25, 5]);
  });

  test('many at once: as many messages as payments, none more than the money allows [CON-7]', async () => {
    const { sendPaid, balances, log, sha256 } = await withPrices(open);
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => sendPaid(message({ installSeq: n + 1 }))));
    expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(3);
    expect(outcomes.filter(({ kind }) => kind === 'payment-refused')).toHaveLength(9);
    expect(await balances()).toEqual([10, 75, 15]);
    expect(await log()).toHaveLength(3);
    expectWholeLog(await log(), sha256);
  });

  test('what may not be written is not paid [CON-7]', async () => {
    const { sendPaid, balances, store, log, ledger } = await withPrices(open);
    await ledger.open('main', { kind: 'user', unit: 'USD', owner: 'zoe', floorMinor: -100n });
    expect(await sendPaid(message({ userId: 'zoe' }))).toMatchObject(refused('not-a-member'));
    expect(await sendPaid(message({ chat: 'nowhere' }))).toMatchObject(refused('unknown-chat'));
    await store.configure('main', 'c', { isClosed: true });
    expect(await sendPaid()).toMatchObject(refused('chat-closed'));
    expect(await balances()).toEqual([100, 0, 0]);
    expect(await log()).toEqual([]);
  });

  test('slow mode counts a paid message once it was paid', async () => {
    const { sendPaid, store, balances } = await withPrices(open);
    await store.configure('main', 'c', { slowModeMs: 86_400_000 });
    expect(await sendPaid(message({ userId: 'bob' }))).toMatchObject({ kind: 'payment-refused', code: 'insufficient-funds' });
    written(await store.send(message({ userId: 'bob', installSeq: 2 })));
    written(await sendPaid());
    expect(await sendPaid(message({ installSeq: 2 }))).toMatchObject(refused('slow-mode'));
    expect(await balances()).toEqual([70, 25, 5]);
  });

  test('an identity is one, paid or not: what was written free is not paid later, nor the other way round', async () => {
    const { sendPaid, store, balances, log } = await withPrices(open);
    const free = written(await store.send(message()));
    expect(await sendPaid()).toEqual({ kind: 'replayed', entry: free });
    expect(await balances()).toEqual([100, 0, 0]);
    const bought = written(await sendPaid(message({ installSeq: 2 })));
    expect(await store.send(message({ installSeq: 2 }))).toEqual({ kind: 'replayed', entry: bought });
    expect(await sendPaid(message({ installSeq: 2, text: 'other' }))).toMatchObject(refused('identity-reused'));
    expect(await balances()).toEqual([70, 25, 5]);
    expect(await log()).toHaveLength(2);
  });

  test('a paid message is edited and deleted as any other, and is refunded once', async () => {
    const { sendPaid, store, balances, ledger, paid, sha256 } = await withPrices(open);
    await sendPaid();
    written(await store.send(edit()));
    written(await store.send(deletion()));
    const booked = await ledger.submit(paid().group);
    if (booked.kind === 'refused') throw new Error(booked.detail);
    const refund = refundOf(booked.transfers, sha256);
    expect(await ledger.submit(refund)).toMatchObject({ kind: 'posted' });
    expect(await ledger.submit(refund)).toMatchObject({ kind: 'replayed' });
    expect(await balances()).toEqual([100, 0, 0]);
  });

  test('a malformed paid message is refused before money is looked at', async () => {
    const { store, paid, balances } = await withPrices(open);
    const { group } = paid();
    await expect(store.sendPaid({ send: message({ text: '\u202etxt' }), group })).rejects.toMatchObject({ problem: 'bad-request' });
    expect(await balances()).toEqual([100, 0, 0]);
  });
}
