import { describe, expect, test } from 'vitest';
import { maxMinor } from './account.ts';
import { type LinkedGroup, maxHoldMs, maxMemoLength, type Operation } from './operation.ts';
import { isOwnKey, validateGroup } from './validate-operation.ts';

const transfer: Operation = { kind: 'transfer', key: 'k', payer: 'user:USD:a', payee: 'user:USD:b', amountMinor: 1n };
const hold: Operation = { ...transfer, kind: 'hold', expiresInMs: 1 };
const codeOf = (...operations: Operation[]) => validateGroup({ tenant: 'main', operations } as unknown as LinkedGroup)?.code;

describe('a valid group', () => {
  test.each<[string, Operation]>([
    ['the smallest amount', transfer], ['the largest amount', { ...transfer, amountMinor: maxMinor }],
    ['a key of one sign', { ...transfer, key: '!' }], ['a key of 200', { ...transfer, key: '~'.repeat(200) }],
    ['the shortest hold', hold], ['the longest hold', { ...hold, expiresInMs: maxHoldMs }],
    ['the longest memo', { ...transfer, memo: { text: 'm'.repeat(maxMemoLength), salt: '0'.repeat(32) } }],
    ['a post without an amount', { kind: 'post', key: 'p', payer: 'user:USD:a', holdKey: 'h' }],
    ['an expiry', { kind: 'expire', key: 'p', payer: 'user:USD:a', holdKey: 'h' }],
  ])('may have %s', (_, operation) => {
    expect(codeOf(operation)).toBeUndefined();
  });

  test.each<[string, Operation]>([
    ['a post of nothing', { kind: 'post', key: 'p', payer: 'user:USD:a', holdKey: 'h', amountMinor: 0n }],
    ['a void of a hold whose key cannot be', { kind: 'void', key: 'p', payer: 'user:USD:a', holdKey: '' }],
    ['a memo that is too long', { ...transfer, memo: { text: 'm'.repeat(maxMemoLength + 1), salt: '0'.repeat(32) } }],
    ['a hold with a memo that is empty', { ...hold, memo: { text: '', salt: '0'.repeat(32) } }],
  ])('does not have %s', (_, operation) => {
    expect(codeOf(operation)).toBe('invalid-operation');
  });

  test('has an operation, and no account that cannot be', () => {
    expect(codeOf()).toBe('invalid-operation');
    expect(codeOf({ kind: 'void', key: 'p', payer: 'a', holdKey: 'h' })).toBe('unknown-account');
    expect(codeOf({ kind: 'post', key: 'p', payer: 'a', holdKey: 'h', amountMinor: 1n })).toBe('unknown-account');
  });

  test('may link one key of two payers', () => {
    expect(codeOf(transfer, { ...transfer, payer: 'user:USD:b', payee: 'user:USD:c' })).toBeUndefined();
    expect(codeOf(transfer, transfer)).toBe('invalid-operation');
  });
});

test('keys of SORA itself are told by how they begin', () => {
  expect([isOwnKey('sora:expire:h'), isOwnKey('sora'), isOwnKey('my-sora:')]).toEqual([true, false, false]);
});
