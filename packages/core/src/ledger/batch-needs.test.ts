import { expect, test } from 'vitest';
import { needsOf } from './batch-needs.ts';
import type { LinkedGroup, Operation } from './operation.ts';

const group = (...operations: [Operation, ...Operation[]]): LinkedGroup => ({ tenant: 'main', operations });

test('a batch needs each account, key and hold that it names once, accounts in byte order', () => {
  const transfer: Operation = { kind: 'transfer', key: 'k1', payer: 'user:USD:b', payee: 'user:USD:a', amountMinor: 1n };
  expect(needsOf([
    group(transfer, { ...transfer, kind: 'hold', key: 'h1', payee: 'user:USD:B', expiresInMs: 9 }),
    group(transfer),
    group({ kind: 'post', key: 'p1', payer: 'user:USD:c', holdKey: 'h9' }),
    group({ kind: 'void', key: 'v1', payer: 'user:USD:c', holdKey: 'h9' }),
  ])).toEqual({
    accounts: ['user:USD:B', 'user:USD:a', 'user:USD:b', 'user:USD:c'],
    keys: [
      { payer: 'user:USD:b', key: 'k1' }, { payer: 'user:USD:b', key: 'h1' }, { payer: 'user:USD:c', key: 'p1' }, { payer: 'user:USD:c', key: 'v1' },
    ],
    holds: [{ payer: 'user:USD:c', holdKey: 'h9' }],
  });
});
