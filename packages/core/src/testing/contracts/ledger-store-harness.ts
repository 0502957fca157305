import { expect } from 'vitest';
import type { ConflictLog } from '../../conflicts/conflict-log.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { LedgerStore } from '../../ledger/ledger-store.ts';
import type { LinkedGroup, Operation } from '../../ledger/operation.ts';
import type { GroupOutcome, RefusalCode } from '../../ledger/outcome.ts';
import type { Transfer } from '../../ledger/transfer.ts';

export interface LedgerStoreHarness {
  readonly store: LedgerStore;
  /** Where the store writes what it resolved. */
  readonly conflicts: ConflictLog;
  /** The digest that the store seals with. */
  readonly sha256: Sha256;
  /** Lets at least that much time pass, by the store's clock; where that clock cannot be moved it really passes, so ask for little. */
  passTime(ms: number): Promise<void>;
}

/** An empty ledger with the tenants `main` and `other`. */
export type OpenLedgerStore = () => Promise<LedgerStoreHarness>;

export const stripe = 'clearing:USD:stripe';
export const alice = 'user:USD:alice';
export const bob = 'user:USD:bob';
export const carol = 'user:USD:carol';
/** Long enough to never time out within a test. */
export const hourMs = 3_600_000;

export type Fields<Kind extends Operation['kind']> = Omit<Operation & { readonly kind: Kind }, 'kind'>;

export const transfer = (fields: Partial<Fields<'transfer'>> = {}): Operation => ({ kind: 'transfer', key: 'k', payer: alice, payee: bob, amountMinor: 10n, ...fields });
export const hold = (fields: Partial<Fields<'hold'>> = {}): Operation => ({ kind: 'hold', key: 'h', payer: alice, payee: bob, amountMinor: 40n, expiresInMs: hourMs, ...fields });
export const post = (fields: Partial<Fields<'post'>> = {}): Operation => ({ kind: 'post', key: 'p', payer: alice, holdKey: 'h', ...fields });
export const release = (kind: 'void' | 'expire', fields: Partial<Fields<'void'>> = {}): Operation => ({ kind, key: kind, payer: alice, holdKey: 'h', ...fields });
export const group = (...operations: [Operation, ...Operation[]]): LinkedGroup => ({ tenant: 'main', operations });

/** An open ledger in which alice has 100, bob and carol nothing, and all of it came from stripe. */
export async function withWallets(open: OpenLedgerStore) {
  const harness = await open();
  const { store } = harness;
  await store.open('main', { kind: 'clearing', unit: 'USD', owner: 'stripe' });
  for (const owner of ['alice', 'bob', 'carol']) await store.open('main', { kind: 'user', unit: 'USD', owner });
  const submit = (...operations: [Operation, ...Operation[]]) => store.submit(group(...operations));
  const topUp = async (amountMinor: bigint, key = 'top-up', payee = alice) => booked(await submit(transfer({ payer: stripe, payee, amountMinor, key })));
  await topUp(100n);
  return { ...harness, submit, topUp, balances: () => balancesOf(store) };
}

/** Balance and held of stripe, alice, bob and carol, in this order. */
async function balancesOf(store: LedgerStore): Promise<readonly string[]> {
  const accounts = await Promise.all([stripe, alice, bob, carol].map((id) => store.account('main', id)));
  const total = accounts.reduce((sum, account) => sum + (account?.balanceMinor ?? 0n), 0n);
  expect(total, 'all money of a ledger sums to zero').toBe(0n);
  return accounts.map((account) => (account?.heldMinor === 0n ? `${account.balanceMinor}` : `${account?.balanceMinor} (${account?.heldMinor} held)`));
}

export function booked(outcome: GroupOutcome): readonly Transfer[] {
  expect(outcome).toMatchObject({ kind: 'posted' });
  return outcome.kind === 'posted' ? outcome.transfers : [];
}

export function bookedOne(outcome: GroupOutcome): Transfer {
  const [first] = booked(outcome);
  if (first === undefined) throw new Error('Nothing was booked.');
  return first;
}

export const refusal = (code: RefusalCode, more: { readonly replayed?: boolean; readonly operation?: number } = {}) => ({ kind: 'refused', code, replayed: false, operation: 0, ...more });
