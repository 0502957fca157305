import { describe, expect, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { balanceOf, withAliceAndBob } from './testing/wallet-app.ts';

describe('a user', () => {
  const pages = ['', '/history', '/holds'];

  test('sees and spends from the own wallet, by session token', async () => {
    const { session, call } = await withAliceAndBob();
    const { token } = await session('alice');
    for (const page of pages) expect((await call(token, 'GET', `/v1/wallets/alice${page}`)).statusCode).toBe(200);
    expect((await call(token, 'GET', '/getWallet?userId=alice')).json()).toMatchObject({ balance: '1000' });
    expect((await call(token, 'POST', '/v1/wallets/alice/spend', { body: { amount: '1' }, key: 'a' })).json()).toMatchObject({ kind: 'posted' });
    expect((await call(token, 'POST', '/v1/wallets/alice/transfers', { body: { amount: '1', to: 'bob' }, key: 'b' })).json()).toMatchObject({ kind: 'posted' });
    expect((await call(token, 'POST', '/v1/wallets/alice/holds', { body: { amount: '1', expiresInMs: 1_000 }, key: 'c' })).json()).toMatchObject({ kind: 'posted' });
  });

  test('comes near nobody else’s wallet, on any path, whether it is there or not', async () => {
    const server = await withAliceAndBob();
    const { token } = await server.session('bob');
    const { call } = server;
    for (const user of ['alice', 'nobody', 'Bob', 'bob%2F', '%62ob2']) {
      for (const page of pages) expectProblem(await call(token, 'GET', `/v1/wallets/${user}${page}`), 'forbidden');
      expectProblem(await call(token, 'POST', `/v1/wallets/${user}/spend`, { body: { amount: '1' }, key: 'a' }), 'forbidden');
      expectProblem(await call(token, 'POST', `/v1/wallets/${user}/transfers`, { body: { amount: '1', to: 'bob' }, key: 'a' }), 'forbidden');
      expectProblem(await call(token, 'POST', `/v1/wallets/${user}/holds`, { body: { amount: '1', to: 'bob', expiresInMs: 1 }, key: 'a' }), 'forbidden');
    }
    expectProblem(await call(token, 'POST', '/transfer', { body: { userId: 'alice', to: 'bob', amount: '1', idempotencyKey: 'a' } }), 'forbidden');
    expectProblem(await call(token, 'GET', '/getWallet?userId=alice'), 'forbidden');
    expect(expectProblem(await call(token, 'GET', '/v1/wallets/bob?userId=alice'), 'bad-request').errors).toMatchObject([{ path: 'userId' }]);
    expect([await balanceOf(server, 'user:USD:alice'), await balanceOf(server, 'user:USD:bob')]).toEqual([1_000n, 0n]);
  });

  test('cannot resolve a hold, not even an own one, and opens no wallets', async () => {
    const { session, call, post } = await withAliceAndBob();
    await post('/v1/wallets/alice/holds', { amount: '1', expiresInMs: 1_000 }, 'h');
    const { token } = await session('alice');
    for (const path of ['/v1/wallets/alice/holds/h/post', '/v1/wallets/alice/holds/h/void', '/v1/wallets']) expectProblem(await call(token, 'POST', path, { body: { userId: 'alice' }, key: 'x' }), 'forbidden');
  });

  test('of another tenant has nothing to do with the wallet of the same name here', async () => {
    const { session, call } = await withAliceAndBob();
    const { token } = await session('alice', 'other');
    for (const page of pages) expectProblem(await call(token, 'GET', `/v1/wallets/alice${page}`), 'unknown-account');
    expectProblem(await call(token, 'POST', '/v1/wallets/alice/transfers', { body: { amount: '1', to: 'bob' }, key: 'a' }), 'unknown-account');
  });

  test('with a forged, mangled or expired token is nobody', async () => {
    const { session, call, clock } = await withAliceAndBob();
    const { token } = await session('alice');
    const mangled = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const forged = `sora_ses_${'0'.repeat(16)}_${'A'.repeat(43)}`;
    for (const wrong of [mangled, forged, 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.', token.replace('ses', 'svc')]) expectProblem(await call(wrong, 'GET', '/v1/wallets/alice'), 'unauthenticated');
    clock.advance(31 * 86_400_000);
    expectProblem(await call(token, 'GET', '/v1/wallets/alice'), 'unauthenticated');
  });
});

describe('a service key', () => {
  test('does only what its scopes say', async () => {
    const { serviceKey, call } = await withAliceAndBob();
    const reads = await serviceKey('wallets:read');
    const writes = await serviceKey('wallets:write');
    expect((await call(reads, 'GET', '/v1/wallets/alice')).statusCode).toBe(200);
    expectProblem(await call(reads, 'POST', '/v1/wallets/alice/spend', { body: { amount: '1' }, key: 'a' }), 'forbidden');
    expect((await call(writes, 'POST', '/v1/wallets/alice/spend', { body: { amount: '1' }, key: 'a' })).statusCode).toBe(200);
    expectProblem(await call(writes, 'GET', '/v1/wallets/alice'), 'forbidden');
  });
});
