import { expect, test } from 'vitest';
import { readIdempotencyKey } from './idempotency-key.ts';
import { expectProblem } from './testing/expect-problem.ts';
import { createWalletApp } from './testing/wallet-app.ts';

const read = (header: string | undefined, body?: object) => readIdempotencyKey({ headers: header === undefined ? {} : { 'idempotency-key': header }, body }, 'idempotencyKey');

test('a key comes in the header, in the body, or in both where they are the same', () => {
  expect(read('order-1')).toBe('order-1');
  expect(read(undefined, { idempotencyKey: 'order-1' })).toBe('order-1');
  expect(read('order-1', { idempotencyKey: 'order-1' })).toBe('order-1');
  expect(read('"quoted, as the draft of the standard has it"'.replaceAll(' ', '_'))).toBe('"quoted,_as_the_draft_of_the_standard_has_it"');
});

test('no key at all says how to send one', () => {
  for (const body of [undefined, {}, { operationId: 'of another field' }]) expect(() => read(undefined, body)).toThrow(expect.objectContaining({ problem: 'idempotency-key-missing' }));
});

test.for([['empty', ''], ['of 201 characters', 'k'.repeat(201)], ['with a blank', 'a b'], ['sent twice', 'a, b'], ['with a tab', 'a\tb'], ['beyond ASCII', 'ü'], ['of SORA’s own', 'sora:expire:1']])('a key %s is refused', ([, key]) => {
  expect(() => read(key)).toThrow(expect.objectContaining({ problem: 'bad-request', errors: [{ path: 'Idempotency-Key', message: expect.any(String) }] }));
  expect(() => read(undefined, { idempotencyKey: key })).toThrow(expect.objectContaining({ problem: 'bad-request', errors: [{ path: 'idempotencyKey', message: expect.any(String) }] }));
});

test('a key that is no text is refused, and so are two that differ', () => {
  for (const key of [5, null, ['k'], {}]) expect(() => read(undefined, { idempotencyKey: key })).toThrow(expect.objectContaining({ problem: 'bad-request' }));
  for (const key of ['b', 5, null, '']) expect(() => read('a', { idempotencyKey: key })).toThrow(expect.objectContaining({ problem: 'bad-request', message: 'idempotencyKey: It says something else than the Idempotency-Key header.' }));
});

test('over HTTP, what moves money asks for a key and takes one of 200 characters; 201 are too many', async () => {
  const { call, serviceKey, fund } = await createWalletApp();
  const token = await serviceKey('wallets:write');
  await fund('alice', 10n);
  const paths: readonly (readonly [string, object])[] = [
    ['/v1/wallets/alice/spend', { amount: '1' }],
    ['/v1/wallets/alice/transfers', { amount: '1', to: 'bob' }],
    ['/v1/wallets/alice/holds', { amount: '1', expiresInMs: 1 }],
    ['/v1/wallets/alice/holds/h/post', {}],
    ['/v1/wallets/alice/holds/h/void', {}],
  ];
  for (const [path, body] of paths) {
    expect(expectProblem(await call(token, 'POST', path, { body }), 'idempotency-key-missing').remedy).toContain('Idempotency-Key');
    expectProblem(await call(token, 'POST', path, { body, key: 'k'.repeat(201) }), 'bad-request');
  }
  const longest = await call(token, 'POST', '/v1/wallets/alice/spend', { body: { amount: '1' }, key: 'k'.repeat(200) });
  expect(longest.json()).toMatchObject({ kind: 'posted', transfer: { key: 'k'.repeat(200) } });
});
