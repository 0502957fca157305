import { expect, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { balanceOf, withAliceAndBob } from './testing/wallet-app.ts';

test('a hold reserves, a post moves a part of it and lets the rest go', async () => {
  const server = await withAliceAndBob();
  const { post, get, clock } = server;
  const placed = (await post('/v1/wallets/alice/holds', { to: 'bob', amount: '400', expiresInMs: 60_000, memo: 'a table' }, 'table/4')).json();
  expect(placed).toMatchObject({ kind: 'posted', transfer: { kind: 'hold', balanceAfter: '1000', heldAfter: '400', expiresAtMs: clock.nowMs() + 60_000 } });
  expect(await get('/v1/wallets/alice')).toMatchObject({ balance: '1000', held: '400', available: '600' });
  expect(await get('/v1/wallets/alice/holds')).toEqual({
    holds: [{ key: 'table/4', to: { kind: 'user', id: 'bob' }, unit: 'USD', amount: '400', memo: 'a table', placedAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 60_000 }], hasMore: false,
  });
  const posted = await post('/v1/wallets/alice/holds/table%2F4/post', { amount: '150' }, 'bill-4');
  expect(posted.json()).toMatchObject({ kind: 'posted', transfer: { kind: 'post', amount: '150', holdKey: 'table/4', balanceAfter: '850', heldAfter: '0' } });
  expect(await get('/v1/wallets/alice/holds')).toEqual({ holds: [], hasMore: false });
  expect([await balanceOf(server, 'user:USD:bob'), await server.total()]).toEqual([150n, 0n]);
});

test('a hold is resolved once: a second post or void is refused, a repeated one replayed', async () => {
  const server = await withAliceAndBob();
  const { post } = server;
  await post('/v1/wallets/alice/holds', { amount: '400', expiresInMs: 60_000 }, 'h');
  expect((await post('/v1/wallets/alice/holds/h/post', {}, 'p')).json()).toMatchObject({ kind: 'posted', transfer: { amount: '400', to: { kind: 'house', id: 'spend' } } });
  expect((await post('/v1/wallets/alice/holds/h/post', {}, 'p')).json()).toMatchObject({ kind: 'replayed' });
  expectProblem(await post('/v1/wallets/alice/holds/h/post', {}, 'p2'), 'hold-resolved');
  expectProblem(await post('/v1/wallets/alice/holds/h/void', {}, 'v'), 'hold-resolved');
  expectProblem(await post('/v1/wallets/alice/holds/other/void', {}, 'v2'), 'unknown-hold');
  expect(await balanceOf(server, 'house:USD:spend')).toBe(400n);
});

test('a void gives the money back to its owner; a hold whose time is over pays nobody', async () => {
  const { post, get, clock } = await withAliceAndBob();
  await post('/v1/wallets/alice/holds', { amount: '400', expiresInMs: 1_000 }, 'h');
  await post('/v1/wallets/alice/holds', { amount: '100', expiresInMs: 1_000 }, 'late');
  expect((await post('/v1/wallets/alice/holds/h/void', {}, 'v')).json()).toMatchObject({ kind: 'posted', transfer: { kind: 'void', heldAfter: '100' } });
  clock.advance(2_000);
  expectProblem(await post('/v1/wallets/alice/holds/late/post', {}, 'p'), 'hold-expired');
  expect(await get('/v1/wallets/alice')).toMatchObject({ balance: '1000' });
});

test('open holds are cut off at the limit, and say that there are more', async () => {
  const { post, get } = await withAliceAndBob();
  for (const n of [3, 1, 2]) await post('/v1/wallets/alice/holds', { amount: '1', expiresInMs: n * 1_000 }, `h${n}`);
  expect(await get('/v1/wallets/alice/holds?limit=2')).toMatchObject({ holds: [{ key: 'h1' }, { key: 'h2' }], hasMore: true });
});
