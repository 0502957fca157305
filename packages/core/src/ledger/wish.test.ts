import { describe, expect, test } from 'vitest';
import type { Operation } from './operation.ts';
import { wishesOf } from './wish.ts';

const transfer: Operation = { kind: 'transfer', key: 'k', payer: 'a', payee: 'b', amountMinor: 5n };
const fingerprints = (...operations: [Operation, ...Operation[]]) => wishesOf({ tenant: 'main', operations }, (text) => text).map(({ fingerprint }) => fingerprint);

describe('a fingerprint', () => {
  test.each<[string, Operation, string]>([
    ['a transfer', transfer, '["transfer","a","k","b","5",null,null,null]'],
    ['a hold', { ...transfer, kind: 'hold', expiresInMs: 60 }, '["hold","a","k","b","5",null,60,null]'],
    ['a post of all', { kind: 'post', key: 'k', payer: 'a', holdKey: 'h' }, '["post","a","k",null,null,"h",null,null]'],
    ['a post of a part', { kind: 'post', key: 'k', payer: 'a', holdKey: 'h', amountMinor: 2n }, '["post","a","k",null,"2","h",null,null]'],
    ['a void', { kind: 'void', key: 'k', payer: 'a', holdKey: 'h' }, '["void","a","k",null,null,"h",null,null]'],
  ])('of %s covers exactly what was asked for', (_, operation, text) => {
    expect(fingerprints(operation)).toEqual([text]);
  });

  test('leaves out memo and force', () => {
    expect(fingerprints({ ...transfer, memo: { text: 'hi', salt: 's' }, force: true })).toEqual(fingerprints(transfer));
  });

  test('of a linked operation covers the keys of the whole group, in order', () => {
    const other: Operation = { ...transfer, payer: 'b', payee: 'c', key: 'k2' };
    expect(fingerprints(transfer, other)).toEqual(['["transfer","a","k","b","5",null,null,["a","k","b","k2"]]', '["transfer","b","k2","c","5",null,null,["a","k","b","k2"]]']);
  });
});
