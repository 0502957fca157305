import { describe, expect, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { balanceOf, withAliceAndBob } from './testing/wallet-app.ts';

describe('what is wrong with a payment is said precisely, and nothing happens', () => {
  const amounts: readonly unknown[] = ['0', '-5', '+5', '1.5', '1e3', '0x10', ' 5', '5 ', '05', '', '٥', '5\n', '9223372036854775808', '99999999999999999999', '1'.repeat(5_000), 500, 0, -1, 1.5, 1e300, null, true, ['5'], { minor: '5' }];

  test.for(amounts.map((amount) => [JSON.stringify(amount).slice(0, 40), amount] as const))('the amount %s', async ([, amount]) => {
    const server = await withAliceAndBob();
    for (const path of ['/v1/wallets/alice/spend', '/v1/wallets/alice/transfers', '/v1/wallets/alice/holds']) {
      const { errors } = expectProblem(await server.post(path, { to: 'bob', amount, expiresInMs: 1_000 }, 'k'), 'bad-request');
      expect(errors).toEqual([{ path: 'amount', message: expect.stringContaining('string of digits: whole minor units from 1 to 9223372036854775807') }]);
    }
    expect([await balanceOf(server, 'user:USD:alice'), await server.total()]).toEqual([1_000n, 0n]);
  });

  test('an amount is needed, and so are the other fields', async () => {
    const { post } = await withAliceAndBob();
    expect(expectProblem(await post('/v1/wallets/alice/transfers', {}, 'k'), 'bad-request').errors?.map(({ path }) => path)).toEqual(['to', 'amount']);
    expect(expectProblem(await post('/v1/wallets/alice/holds', { amount: '1' }, 'k'), 'bad-request').errors?.map(({ path }) => path)).toEqual(['expiresInMs']);
  });

  test('the largest amount there is can be asked for, and is not there', async () => {
    const { post } = await withAliceAndBob();
    expectProblem(await post('/v1/wallets/alice/spend', { amount: '9223372036854775807' }, 'k'), 'insufficient-funds');
  });

  test('paying oneself is refused', async () => {
    const { post } = await withAliceAndBob();
    expectProblem(await post('/v1/wallets/alice/transfers', { to: 'alice', amount: '1' }, 'k'), 'invalid-operation');
  });

  test.for([0, -1, 1.5, 366 * 86_400_000 + 1, '60000', null])('a hold of %s ms', async (expiresInMs) => {
    const { post } = await withAliceAndBob();
    expect(expectProblem(await post('/v1/wallets/alice/holds', { amount: '1', expiresInMs }, 'k'), 'bad-request').errors).toMatchObject([{ path: 'expiresInMs' }]);
  });

  test.for([
    ['of a megabyte', 'x'.repeat(1_000_000)], ['of 501 characters', 'x'.repeat(501)], ['of nothing', ''], ['with NUL', 'a\0b'], ['with a line break', 'a\nb'], ['with an escape', 'a\u001b[31mb'],
    ['with a C1 control', 'a\u0085b'], ['with a line separator', 'a\u2028b'], ['that turns right to left', 'pay \u202e001 pay'], ['that isolates', 'a\u2066b'], ['with half a character', 'a\ud800b'], ['that is no text', 5],
  ] as const)('a memo %s', async ([, memo]) => {
    const { post } = await withAliceAndBob();
    expect(expectProblem(await post('/v1/wallets/alice/transfers', { to: 'bob', amount: '1', memo }, 'k'), 'bad-request').errors).toMatchObject([{ path: 'memo' }]);
  });

  test('a memo of 500 characters in any script is kept as it is', async () => {
    const { post } = await withAliceAndBob();
    for (const memo of ['ü'.repeat(500), 'مرحبا שלום 你好 👩‍👩‍👧']) {
      expect((await post('/v1/wallets/alice/transfers', { to: 'bob', amount: '1', memo }, memo.slice(0, 1) === 'ü' ? 'k1' : 'k2')).json()).toMatchObject({ transfer: { memo } });
    }
  });
});

describe('user ids in an address', () => {
  test.for(['a%2F..', '..%2F..%2Fadmin', 'a%3Fb', 'user:USD:alice', '%27or%271%27=%271', 'alice%23', '%25', 'a'.repeat(128)])('%s is a name like another, and leads nowhere else', async (userId) => {
    const { key, call } = await withAliceAndBob();
    expect(expectProblem(await call(key, 'GET', `/v1/wallets/${userId}`), 'unknown-account').detail).toBe(`There is no account "user:USD:${decodeURIComponent(userId)}".`);
  });

  test.for(['%00', 'a%00', '%20', 'a%20b', '%0a', '%C3%BC', '%E2%80%AE', 'a'.repeat(129)])('%s cannot be a user', async (userId) => {
    const { key, call, post } = await withAliceAndBob();
    expect(expectProblem(await call(key, 'GET', `/v1/wallets/${userId}`), 'bad-request').errors).toEqual([{ path: 'userId', message: 'A user id is 1 to 128 visible ASCII characters.' }]);
    expectProblem(await post(`/v1/wallets/${userId}/spend`, { amount: '1' }, 'k'), 'bad-request');
  });

  test('a user who has a slash in the name has a wallet like others', async () => {
    const { key, call, fund } = await withAliceAndBob();
    await fund('org/7', 5n);
    expect((await call(key, 'GET', '/v1/wallets/org%2F7')).json()).toMatchObject({ userId: 'org/7', balance: '5' });
  });

  test('an address that cannot be decoded, and one without a user, are refused', async () => {
    const { key, call } = await withAliceAndBob();
    expectProblem(await call(key, 'GET', '/v1/wallets/%E0%A4%A'), 'bad-request');
    expect(expectProblem(await call(key, 'GET', `/v1/wallets/${'a'.repeat(300)}`), 'bad-request').detail).toBe('A part of this address is too long.');
    expectProblem(await call(key, 'GET', '/v1/wallets//history'), 'bad-request');
  });

  test('a body that names another user than the address is refused', async () => {
    const server = await withAliceAndBob();
    expect(expectProblem(await server.post('/v1/wallets/alice/spend', { userId: 'bob', amount: '1' }, 'k'), 'bad-request').errors).toEqual([{ path: 'userId', message: 'It says something else than the address.' }]);
    expect((await server.post('/v1/wallets/alice/spend', { userId: 'alice', amount: '1' }, 'k')).json()).toMatchObject({ kind: 'posted' });
  });
});
