import { type LedgerStore, SoraError } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { balanceOf, withAliceAndBob } from './testing/wallet-app.ts';

interface Answer {
  readonly kind: 'posted' | 'replayed';
  readonly transfer: Readonly<Record<string, unknown>> & { readonly posting: number; readonly atMs: number };
}
interface History {
  readonly postings: readonly (Readonly<Record<string, unknown>> & { readonly posting: number })[];
  readonly nextBefore?: number;
}

describe('wallets', () => {
  test('a wallet is opened once, and opening it again answers it as it is', async () => {
    const { call, key, fund, get } = await withAliceAndBob();
    const carol = { userId: 'carol', unit: 'USD', exponent: 2, balance: '0', held: '0', available: '0', frozen: false };
    expect((await call(key, 'POST', '/v1/wallets', { body: { userId: 'carol' } })).json()).toEqual(carol);
    await fund('carol', 7n);
    expect((await call(key, 'POST', '/openWallet', { body: { userId: 'carol' } })).json()).toEqual({ ...carol, balance: '7', available: '7' });
    expect(await get('/v1/wallets/carol')).toEqual({ ...carol, balance: '7', available: '7' });
    expect(await get('/getWallet?userId=carol')).toEqual({ ...carol, balance: '7', available: '7' });
  });

  test('each unit has a wallet of its own, and a unit that is not in use is refused with those that are', async () => {
    const { call, key, fund } = await withAliceAndBob({ environment: { SORA_MONEY_UNITS: 'USD:2,COIN:0' } });
    await fund('alice', 30n, 'COIN');
    expect((await call(key, 'GET', '/v1/wallets/alice?unit=COIN')).json()).toMatchObject({ unit: 'COIN', exponent: 0, balance: '30' });
    expect((await call(key, 'GET', '/v1/wallets/alice')).json()).toMatchObject({ unit: 'USD', balance: '1000' });
    expect(expectProblem(await call(key, 'GET', '/v1/wallets/alice?unit=GOLD'), 'bad-request').errors).toEqual([{ path: 'unit', message: 'It is not one of USD, COIN.' }]);
    expectProblem(await call(key, 'GET', '/v1/wallets/bob?unit=COIN'), 'unknown-account');
  });

  test('a transfer moves the money and shows its payer what it came to, but not the payee’s balance', async () => {
    const server = await withAliceAndBob();
    const answer = await server.post('/v1/wallets/alice/transfers', { to: 'bob', amount: '300', memo: 'für Ärger, שלום' }, 'gift-1');
    expect(answer.headers['idempotent-replayed']).toBeUndefined();
    expect(answer.json<Answer>()).toEqual({
      kind: 'posted',
      transfer: {
        key: 'gift-1', kind: 'transfer', from: { kind: 'user', id: 'alice' }, to: { kind: 'user', id: 'bob' }, unit: 'USD', amount: '300', memo: 'für Ärger, שלום',
        posting: 2, balanceAfter: '700', heldAfter: '0', atMs: server.clock.nowMs(), receipt: { lane: expect.any(Number), seq: expect.any(Number), seal: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    });
    expect([await balanceOf(server, 'user:USD:alice'), await balanceOf(server, 'user:USD:bob'), await server.total()]).toEqual([700n, 300n, 0n]);
  });

  test('the same key moves the money once; the answer to a repeat is the first one, and says so [CON-2]', async () => {
    const server = await withAliceAndBob();
    const pay = () => server.post('/v1/wallets/alice/transfers', { to: 'bob', amount: '300' }, 'gift-1');
    const first = (await pay()).json<Answer>();
    const again = await pay();
    expect([again.statusCode, again.headers['idempotent-replayed'], again.json()]).toEqual([200, 'true', { ...first, kind: 'replayed' }]);
    expect(await balanceOf(server, 'user:USD:bob')).toBe(300n);
    expectProblem(await server.post('/v1/wallets/alice/transfers', { to: 'bob', amount: '301' }, 'gift-1'), 'key-reused');
    expect(await server.conflicts.read({ tenant: 'main', limit: 9 })).toMatchObject([{ type: 'DOUBLE_SPEND' }]);
  });

  test('a hundred spends of one operation at once move the money once [CON-2]', async () => {
    const server = await withAliceAndBob();
    const answers = await Promise.all(Array.from({ length: 100 }, () => server.post('/v1/wallets/alice/spend', { amount: '500' }, 'order-7')));
    expect(answers.filter((answer) => answer.json<Answer>().kind === 'posted')).toHaveLength(1);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(99);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.json<Answer>().transfer))).size).toBe(1);
    expect([await balanceOf(server, 'user:USD:alice'), await balanceOf(server, 'house:USD:spend'), await server.total()]).toEqual([500n, 500n, 0n]);
  });

  test('a refusal is answered the same under its key, even after a top-up, and says that it is a repeat', async () => {
    const server = await withAliceAndBob();
    const buy = () => server.post('/v1/wallets/bob/spend', { amount: '5' }, 'order-1');
    const refused = await buy();
    const { detail, retryable } = expectProblem(refused, 'insufficient-funds');
    expect([retryable, refused.headers['idempotent-replayed']]).toEqual([false, undefined]);
    await server.fund('bob', 100n);
    const again = await buy();
    expect([expectProblem(again, 'insufficient-funds').detail, again.headers['idempotent-replayed']]).toEqual([detail, 'true']);
    expect((await server.post('/v1/wallets/bob/spend', { amount: '5' }, 'order-2')).json()).toMatchObject({ kind: 'posted' });
  });

  test('the same key of two users is no conflict: keys belong to their payer', async () => {
    const server = await withAliceAndBob();
    await server.fund('bob', 50n);
    for (const user of ['alice', 'bob']) expect((await server.post(`/v1/wallets/${user}/spend`, { amount: '50' }, 'order-1')).json()).toMatchObject({ kind: 'posted' });
    expect(await balanceOf(server, 'house:USD:spend')).toBe(100n);
    expect(await server.conflicts.read({ tenant: 'main', limit: 9 })).toEqual([]);
  });

  test('the function-style path takes its fields, and the key as a field too, in the body', async () => {
    const { post } = await withAliceAndBob();
    expect((await post('/preventDoubleSpend', { userId: 'alice', amount: '1', operationId: 'op-1' })).json()).toMatchObject({ kind: 'posted', transfer: { key: 'op-1' } });
    expect((await post('/v1/wallets/alice/spend', { amount: '1' }, 'op-1')).json()).toMatchObject({ kind: 'replayed' });
    expect((await post('/transfer', { userId: 'alice', to: 'bob', amount: '1', idempotencyKey: 'op-2' })).json()).toMatchObject({ kind: 'posted', transfer: { key: 'op-2' } });
  });

  test('a wallet’s history goes back page by page, each posting with the balance after it [CON-10]', async () => {
    const { post, get } = await withAliceAndBob();
    for (const amount of [10, 20, 30]) await post('/v1/wallets/alice/transfers', { to: 'bob', amount: String(amount), memo: `for ${amount}` }, `gift-${amount}`);
    const first = await get<History>('/v1/wallets/alice/history?limit=3');
    expect(first.postings.map(({ posting, change, balanceAfter, counterparty, key, memo }) => [posting, change, balanceAfter, counterparty, key, memo])).toEqual([
      [4, '-30', '940', { kind: 'user', id: 'bob' }, 'gift-30', 'for 30'],
      [3, '-20', '970', { kind: 'user', id: 'bob' }, 'gift-20', 'for 20'],
      [2, '-10', '990', { kind: 'user', id: 'bob' }, 'gift-10', 'for 10'],
    ]);
    const second = await get<History>(`/v1/wallets/alice/history?limit=3&before=${first.nextBefore}`);
    expect(second).toMatchObject({ postings: [{ posting: 1, change: '1000', balanceAfter: '1000', counterparty: { kind: 'clearing', id: 'grants' } }] });
    expect(second).not.toHaveProperty('nextBefore');
    expect((await get<History>('/v1/wallets/bob/history')).postings.map(({ change, balanceAfter, counterparty }) => [change, balanceAfter, counterparty])).toEqual([
      ['30', '60', { kind: 'user', id: 'alice' }], ['20', '30', { kind: 'user', id: 'alice' }], ['10', '10', { kind: 'user', id: 'alice' }],
    ]);
  });

  test('a wallet that was never opened is named, whatever is asked of it', async () => {
    const { key, call, post } = await withAliceAndBob();
    for (const path of ['', '/history', '/holds']) expect(expectProblem(await call(key, 'GET', `/v1/wallets/nobody${path}`), 'unknown-account').detail).toContain('user:USD:nobody');
    expectProblem(await post('/v1/wallets/nobody/spend', { amount: '1' }, 'k'), 'unknown-account');
    expectProblem(await post('/v1/wallets/alice/transfers', { to: 'nobody', amount: '1' }, 'k'), 'unknown-account');
    expect((await call(key, 'GET', '/v1/wallets/bob/history')).json()).toEqual({ postings: [] });
    expect((await call(key, 'GET', '/v1/wallets/bob/holds')).json()).toEqual({ holds: [], hasMore: false });
  });
});

describe('when it is not known what happened', () => {
  const failing = (error: SoraError) => (ledger: LedgerStore): LedgerStore => ({
    ...ledger,
    async submit(group) {
      if (group.operations[0].key === 'k') throw error;
      return ledger.submit(group);
    },
  });

  test.for(['outcome-unknown', 'overloaded', 'database-unavailable'] as const)('%s says that the same can be sent again, and when', async (problem) => {
    const { post } = await withAliceAndBob({ beforeLedger: failing(new SoraError(problem, { retryAfterMs: 2_000 })) });
    for (const path of ['/v1/wallets/alice/spend', '/v1/wallets/alice/transfers']) expect(expectProblem(await post(path, { to: 'bob', amount: '1' }, 'k'), problem)).toMatchObject({ retryable: true, retryAfterMs: 2_000 });
  });
});

describe('the hot path', () => {
  test('a spend and a transfer each ask the ledger one question; the house account is opened once', async () => {
    const asked: string[] = [];
    const listening = (ledger: LedgerStore): LedgerStore => ({
      ...ledger,
      submit: async (group) => { asked.push('submit'); return ledger.submit(group); },
      open: async (tenant, account) => { asked.push(`open ${account.kind}`); return ledger.open(tenant, account); },
      account: async (tenant, id) => { asked.push('account'); return ledger.account(tenant, id); },
    });
    const { post } = await withAliceAndBob({ beforeLedger: listening });
    asked.length = 0;
    for (const key of ['a', 'b', 'c']) await post('/v1/wallets/alice/spend', { amount: '1' }, key);
    await post('/v1/wallets/alice/transfers', { to: 'bob', amount: '1' }, 'd');
    expect(asked).toEqual(['open house', 'submit', 'submit', 'submit', 'submit']);
  });
});
