import { describe, expect, test } from 'vitest';
import { toySha256 } from '../testing/toy-sha256.ts';
import type { Account } from './account.ts';
import type { LedgerState } from './batch.ts';
import { decideBatch } from './decide-batch.ts';
import { openAccount } from './open-account.ts';
import type { LinkedGroup, Operation } from './operation.ts';
import { genesisSeal } from './seal.ts';

const alice = 'user:USD:alice';
const bob = 'user:USD:bob';
const account = (owner: string, balanceMinor: bigint): Account => ({ ...openAccount('main', { kind: 'user', unit: 'USD', owner }), balanceMinor });
const state = (more: Partial<LedgerState> = {}): LedgerState => ({
  tenant: 'main', nowMs: 1000, head: { lane: 2, seq: 7, seal: genesisSeal }, accounts: [account('alice', 100n), account('bob', 0n)], booked: [], refused: [], holds: [], ...more,
});
const transfer = (amountMinor: bigint, more: Partial<Operation & { readonly kind: 'transfer' }> = {}): Operation => ({ kind: 'transfer', key: 'k', payer: alice, payee: bob, amountMinor, ...more });
const group = (...operations: [Operation, ...Operation[]]): LinkedGroup => ({ tenant: 'main', operations });
const decide = (groups: readonly LinkedGroup[], from = state()) => decideBatch(from, groups, toySha256);

describe('deciding a batch', () => {
  test('changes nothing that it was given, and an empty batch comes to nothing', () => {
    const from = state();
    decide([group(transfer(10n)), group(transfer(500n, { key: 'poor' }))], from);
    expect(from).toEqual(state());
    expect(decide([], from)).toEqual({ outcomes: [], transfers: [], refusals: [], accounts: [], head: from.head, conflicts: [], frozen: [] });
  });

  test('answers new states of changed accounts only, and the new end of the lane', () => {
    const from = state({ accounts: [account('alice', 100n), account('bob', 0n), account('carol', 0n)] });
    const { transfers, accounts, head } = decide([group(transfer(10n)), group(transfer(5n, { key: 'k2' }))], from);
    expect(transfers.map(({ lane, seq }) => [lane, seq])).toEqual([[2, 8], [2, 9]]);
    expect(accounts).toEqual([{ ...account('alice', 85n), postings: 2 }, { ...account('bob', 15n), postings: 2 }]);
    expect(head).toEqual({ lane: 2, seq: 9, seal: transfers[1]?.seal });
  });

  test('cuts the clock to whole milliseconds, which is what a seal covers', () => {
    expect(decide([group(transfer(10n))], state({ nowMs: 1234.987 })).transfers).toMatchObject([{ atMs: 1234 }]);
  });

  test('records a refusal that may change with a balance under every key of its group, and no other', () => {
    const { refusals } = decide([
      group(transfer(10n, { key: 'a' }), transfer(500n, { key: 'b' })),
      group(transfer(0n, { key: 'c' })), group(transfer(1n, { key: 'd', payee: 'user:USD:nobody' })), group({ kind: 'void', key: 'e', payer: alice, holdKey: 'h' }),
    ]);
    expect(refusals).toMatchObject(['a', 'b'].map((key) => ({ tenant: 'main', payer: alice, key, code: 'insufficient-funds', operation: 1, atMs: 1000 })));
  });

  test('lists an account once that forced debits have frozen, and not when it was before', () => {
    const dispute = (key: string) => group(transfer(80n, { key, force: true }));
    expect(decide([dispute('a')]).frozen).toEqual([]);
    expect(decide([dispute('a'), dispute('b'), dispute('c')]).frozen).toEqual([alice]);
    expect(decide([dispute('a'), dispute('b')], state({ accounts: [{ ...account('alice', 0n), frozen: true }, account('bob', 0n)] })).frozen).toEqual([]);
  });

  test('refuses to mix tenants, and to go on without the payee of a hold', () => {
    expect(() => decide([{ ...group(transfer(1n)), tenant: 'other' }])).toThrow('of one tenant');
    const [hold] = decide([group({ kind: 'hold', key: 'h', payer: alice, payee: bob, amountMinor: 5n, expiresInMs: 9 })]).transfers;
    const from = state({ accounts: [{ ...account('alice', 100n), heldMinor: 5n }], holds: hold === undefined ? [] : [{ hold, resolvedBy: undefined }] });
    expect(() => decide([group({ kind: 'post', key: 'p', payer: alice, holdKey: 'h' })], from)).toThrow('has every account');
  });
});

describe('a double spend', () => {
  const booked = decide([group(transfer(10n))]).transfers;

  test('is one conflict, however often the key comes in a batch [CON-2]', () => {
    const { outcomes, transfers, conflicts } = decide([group(transfer(10n)), group(transfer(10n)), group(transfer(10n))]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['posted', 'replayed', 'replayed']);
    expect(transfers).toHaveLength(1);
    const payload = { kind: 'transfer', payee: bob, amountMinor: '10' };
    expect(conflicts).toEqual([{
      tenant: 'main', type: 'DOUBLE_SPEND', subject: alice, resolution: 'The first one stands; the repeat got the same answer.', dedupKey: `${alice} k`,
      detail: { key: 'k', payer: alice, first: { ...payload, atMs: 1000 }, repeat: payload },
    }]);
  });

  test('is also that a key booked before comes twice at the same moment; once is a plain retry [CON-2]', () => {
    expect(decide([group(transfer(10n))], state({ booked }))).toMatchObject({ outcomes: [{ kind: 'replayed', transfers: booked }], transfers: [], conflicts: [] });
    expect(decide([group(transfer(10n)), group(transfer(10n))], state({ booked })).conflicts).toHaveLength(1);
  });

  test('of another wish has both wishes in its detail, once for many [CON-2]', () => {
    const { outcomes, conflicts } = decide([group(transfer(11n)), group(transfer(12n)), group({ kind: 'post', key: 'k', payer: alice, holdKey: 'h', amountMinor: 3n })], state({ booked }));
    expect(outcomes.map((outcome) => outcome.kind === 'refused' && outcome.code)).toEqual(['key-reused', 'key-reused', 'key-reused']);
    expect(conflicts).toMatchObject([{ dedupKey: `${alice} k reused`, detail: { first: { amountMinor: '10', payee: bob }, refused: { kind: 'transfer', amountMinor: '11', payee: bob } } }]);
    expect(() => JSON.stringify(conflicts)).not.toThrow();
  });

  test('of a key that was refused names the refusal, and an operation without an amount has none [CON-2]', () => {
    const { refusals: refused } = decide([group(transfer(500n))]);
    expect(decide([group({ kind: 'void', key: 'k', payer: alice, holdKey: 'h' })], state({ refused })).conflicts)
      .toMatchObject([{ detail: { first: { refusal: 'insufficient-funds' }, refused: { kind: 'void', holdKey: 'h' } } }]);
  });
});
